import { parseOfferId, providerOf } from '@/lib/domain/ids';
import type { Rule } from '@/lib/domain/policy';
import { getOrCreate } from '../get-or-create';
import { GPT_4O_MINI, HARD_WORDS, QWEN3_32B, V4_FLASH } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed } from './ready-made';

/** Post A states no rate: four in five first answers taken, a judge that errs once in ten. */
const ACCEPT = 0.8;
const JUDGE = { outputTokens: 16, errorRate: 0.1 } as const;

/**
 * Post A: a cheap model answers a hard task first, a model of another vendor judges, and what it refuses goes to the
 * model that answers today. One rule for each of those models. Null where no task is hard or no judge is priced.
 */
export const verificationLoop: MakeReadyMade = ({ traffic, find }) => {
  const first = find(...V4_FLASH);
  if (first === null) return null;
  const vendor = providerOf(parseOfferId(first.model));
  const judge = [find(...GPT_4O_MINI), find(...QWEN3_32B)].find(
    (found) => found !== null && providerOf(parseOfferId(found.model)) !== vendor,
  );
  const byModel = new Map<string, string[]>();
  for (const { task, models } of tasksNamed(traffic, HARD_WORDS)) {
    const own = models[0]?.model;
    if (own !== undefined && own !== first.model) getOrCreate(byModel, own, () => []).push(task);
  }
  if (judge == null || byModel.size === 0) return null;
  const rules = [...byModel].map(
    ([model, task], at): Rule => ({
      id: at === 0 ? 'verify' : `verify-${at + 1}`,
      when: { task, sourceModel: [model] },
      route: {
        cascade: [{ model: first.model, accept: ACCEPT }, { model }],
        judge: { model: judge.model, ...JUDGE },
        fallback: [model],
      },
    }),
  );
  return {
    id: 'verify',
    key: 'A4',
    group: 'Several models an answer',
    title: 'Verification loop',
    says: `${first.name} answers ${listWords([...byModel.values()].flat())} first, ${judge.name} judges, what it refuses goes to today’s model.`,
    leavesOut: `How many answers are refused is an assumption (${100 - 100 * ACCEPT}%) until evals say. One round: an answer is not sent back to its author.`,
    policy: { waybill: 1, name: 'Verification loop', rules, otherwise: { keep: true } },
    books: booksOf(first, judge),
  };
};
