import type { Rule } from '@/lib/domain/policy';
import { share, taskTable } from '../templates';
import { GLM_5, GPT_4O, KIMI, QWEN3_32B, V4_FLASH, V4_PRO } from './models';
import {
  booksOf,
  type FoundModel,
  MAX_TASK_RULES,
  type MakeReadyMade,
  type ReadyMadeInputs,
  visionRules,
} from './ready-made';

const SHARE_PCT = 80;

/** Post D's route table by the words of a task. Tasks that none of them names go to the cheapest that holds up. */
const TASK_TARGETS: readonly (readonly [words: RegExp, models: readonly string[]])[] = [
  [/code|sql|refactor|debug/i, GPT_4O],
  [/summar|translat/i, GLM_5],
  [/chat|support|faq/i, QWEN3_32B],
  [/report|analy|reason/i, V4_PRO],
];

type Entry = { readonly task: string; readonly own: string | null; readonly target: FoundModel };

function tableOf({ traffic, find, best }: ReadyMadeInputs): Entry[] {
  const usual = best ?? find(...V4_FLASH);
  return traffic.tasks.slice(0, MAX_TASK_RULES).flatMap(({ task, models, needs }) => {
    if (needs.includes('vision') || /vision|image|screenshot/i.test(task)) return [];
    const wanted = TASK_TARGETS.find(([words]) => words.test(task))?.[1];
    const target = (wanted && find(...wanted)) ?? usual;
    return target === null ? [] : [{ task, own: models[0]?.model ?? null, target }];
  });
}

const rulesOf = (count: number) => `${count} ${count === 1 ? 'rule' : 'rules'}`;

/** Post D: a model for each task; calls of other tasks stay. */
export const modelForEachTask: MakeReadyMade = (inputs) => {
  const table = tableOf(inputs);
  if (table.length === 0) return null;
  const policy = taskTable(table.map(({ task, target }) => ({ task, model: target.model })));
  return {
    id: 'tasks',
    key: 'D1',
    group: 'By task or size',
    title: 'Task table',
    says: `A model for each task: ${rulesOf(table.length)}, other calls stay.`,
    leavesOut: null,
    policy: { ...policy, rules: [...visionRules(inputs.traffic), ...policy.rules] },
    books: booksOf(...table.map(({ target }) => target)),
  };
};

/** Post C's route table with an A/B test: half of each task's calls on today's model, half on the challenger. */
export const abByTask: MakeReadyMade = (inputs) => {
  const tested = tableOf(inputs).filter(({ own, target }) => own !== null && own !== target.model);
  if (tested.length === 0) return null;
  const rules = tested.map(({ task, own, target }): Rule => {
    const split = [own ?? '', target.model].map((model) => ({ model, weight: 50 }));
    return { id: `ab-${task}`, when: { task: [task], sourceModel: [own ?? ''] }, route: { split } };
  });
  return {
    id: 'ab',
    key: 'C1',
    group: 'On trial',
    title: 'A/B by task',
    says: `Half of each task’s calls on a challenger, half stay: ${rulesOf(rules.length)}.`,
    leavesOut:
      'A split is by chance, not by user; streaming changes no price; the cost of output comes from the price books, not from the table.',
    policy: {
      waybill: 1,
      name: 'A/B by task',
      rules: [...visionRules(inputs.traffic), ...rules],
      otherwise: { keep: true },
    },
    books: booksOf(...tested.map(({ target }) => target)),
  };
};

/** Post C: 80 % of the Claude calls (else of the dearest model's) to Kimi K2.5; the hard cases stay. */
export const eightyTwenty: MakeReadyMade = ({ sources, find }) => {
  const from = sources.find(({ model }) => model.includes('claude')) ?? sources[0];
  const target = find(...KIMI) ?? find(...V4_FLASH);
  if (from === undefined || target === null || target.model === from.model) return null;
  return {
    id: 'share',
    key: 'C3',
    group: 'On trial',
    title: '80/20 share',
    says: `${SHARE_PCT}% of ${from.name} to ${target.name}, the rest stays.`,
    leavesOut: 'Which calls are the hard ones only a label can say: the share that stays is drawn by chance.',
    policy: { ...share(from.model, target.model, SHARE_PCT), name: `Share of ${from.name} to ${target.name}` },
    books: booksOf(target),
  };
};
