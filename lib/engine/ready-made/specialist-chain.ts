import type { ChainStep, Rule } from '@/lib/domain/policy';
import type { TaskTraffic } from '@/lib/domain/traffic';
import { GLM_5, GPT_4O_MINI, KIMI, QWEN3_32B, V4_FLASH, V4_PRO, WRITING_WORDS } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed } from './ready-made';

/** A reviewer's notes beside the answer they are about. */
const REVIEW_OUTPUT = 0.3;

/** Two digits are as much as an assumed mean deserves, and never nothing at all. */
const factor = (value: number) => Math.max(0.01, Math.round(value * 100) / 100);

/** Output tokens a token of input, over all calls of the task. */
const ratioOf = ({ inputTokens, outputTokens }: TaskTraffic) => (inputTokens === 0 ? 0 : outputTokens / inputTokens);

/**
 * Post A: draft → reason → review → translate. The draft is cheap, today's model reasons over request and draft, another
 * one reviews the result, and where the log has more than one language the last reads the answer alone and translates.
 * Factors are the task's own mean: 1 + output / input for a step that reads a text beside the request. Null where no
 * task is about writing.
 */
export const specialistChain: MakeReadyMade = ({ traffic, find }) => {
  const [draft, review] = [find(...V4_FLASH), find(...GPT_4O_MINI, ...QWEN3_32B)];
  const translate = traffic.languages.length > 1 ? find(...GLM_5, ...QWEN3_32B) : null;
  const roomy = find(...V4_PRO, ...KIMI);
  const tasks = tasksNamed(traffic, WRITING_WORDS).filter(({ models }) => models.length > 0);
  if (draft === null || review === null || tasks.length === 0) return null;
  const rules = tasks.map((task): Rule => {
    const ratio = ratioOf(task);
    const chain: ChainStep[] = [
      { model: draft.model },
      { model: task.models[0]?.model ?? draft.model, inputFactor: factor(1 + ratio) },
      { model: review.model, inputFactor: factor(1 + ratio), outputFactor: REVIEW_OUTPUT },
    ];
    if (translate !== null) chain.push({ model: translate.model, inputFactor: factor(ratio) });
    const fallback = roomy === null ? {} : { fallback: [roomy.model] };
    return { id: `chain-${task.task}`, when: { task: [task.task] }, route: { chain, ...fallback } };
  });
  const steps = [`${draft.name} drafts`, 'today’s model reasons', `${review.name} reviews`];
  if (translate !== null) steps.push(`${translate.name} translates`);
  return {
    id: 'chain',
    key: 'A4',
    group: 'Several models an answer',
    title: 'Specialist chain',
    says: `${listWords(tasks.map(({ task }) => task))}: ${steps.join(', ')}; every step is billed.`,
    leavesOut:
      'What a step reads is a factor of the request, here the task’s mean; a policy cannot pass on one call’s own answer length. Quality is taken as the last step’s.',
    policy: { waybill: 1, name: 'Specialist chain', rules, otherwise: { keep: true } },
    books: booksOf(draft, review, translate, roomy),
  };
};
