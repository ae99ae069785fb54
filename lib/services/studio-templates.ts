import type { Policy } from '@/lib/domain/policy';
import { allOnOne, keepAll, share, sizeTiers, taskTable } from '@/lib/engine/templates';

/** A starting point for a plan, ready for the workload at hand. `books` are those its models need beside the stack. */
export type StudioTemplate = {
  readonly id: 'keep' | 'one' | 'tasks' | 'tiers' | 'share';
  readonly title: string;
  readonly description: string;
  readonly policy: Policy;
  readonly books: readonly string[];
};

/** Where a model can be bought: in the stack, or in a book beside it. */
export type Sourced = { readonly model: string; readonly name: string; readonly book: string | null };

export type TemplateInputs = {
  /** The workload's own, most calls first. */
  readonly tasks: readonly string[];
  readonly needsVision: boolean;
  /** Offer ids the log's calls go to, dearest first. */
  readonly sources: readonly { readonly model: string; readonly name: string }[];
  /** The first of the names that some book prices, books of the stack before others; null: none does. */
  readonly find: (...models: readonly string[]) => Sourced | null;
  /** The cheapest model that holds up on this workload's own benchmarks, where that is known. */
  readonly best: Sourced | null;
};

const MAX_TASK_RULES = 12;
const SHARE_PCT = 80;

/** Post D's route table by the words of a task, the model's maker before the gateway. */
const TASK_TARGETS: readonly (readonly [words: RegExp, models: readonly string[]])[] = [
  [/code|sql|refactor|debug/i, ['openai/gpt-4o']],
  [/summar|translat/i, ['zhipuai/GLM-5']],
  [/chat|support|faq/i, ['qwen/qwen3-32b', 'global-api/qwen3-32b', 'openrouter/qwen/qwen3-32b']],
  [/report|analy|reason/i, ['deepseek/deepseek-v4-pro', 'global-api/deepseek-v4-pro']],
];
const FLASH = ['deepseek/deepseek-v4-flash', 'global-api/deepseek-v4-flash'] as const;
const PRO = ['deepseek/deepseek-v4-pro', 'global-api/deepseek-v4-pro'] as const;
const KIMI = ['moonshotai/kimi-k2.5', 'moonshotai/kimi-k2'] as const;

/** Every model a template may name by itself. */
export const TEMPLATE_MODELS: readonly string[] = [
  ...TASK_TARGETS.flatMap(([, models]) => models),
  ...FLASH,
  ...PRO,
  ...KIMI,
];

const booksOf = (models: readonly Sourced[]) => [...new Set(models.flatMap(({ book }) => book ?? []))];

function withVisionRule(policy: Policy): Policy {
  return {
    ...policy,
    rules: [{ id: 'vision-stays', when: { needs: ['vision'] }, route: { keep: true } }, ...policy.rules],
  };
}

/** The templates that make sense here: one whose models no book prices, or that needs tasks, is left out. */
export function buildTemplates({ tasks, needsVision, sources, find, best }: TemplateInputs): StudioTemplate[] {
  const templates: StudioTemplate[] = [
    {
      id: 'keep',
      title: 'Keep everything as it is',
      description: 'Every call stays on its own model: the baseline.',
      policy: keepAll(),
      books: [],
    },
  ];
  const flash = find(...FLASH);
  const pro = find(...PRO);
  const one = best ?? flash;
  if (one !== null)
    templates.push({
      id: 'one',
      title: 'All on one model',
      description: `Everything on ${one.name}; pick another below.`,
      policy: { ...allOnOne(one.model), name: `Everything on ${one.name}` },
      books: booksOf([one]),
    });

  const table = tasks.slice(0, MAX_TASK_RULES).flatMap((task) => {
    if (/vision|image|screenshot/i.test(task)) return [];
    const models = TASK_TARGETS.find(([words]) => words.test(task))?.[1];
    const target = (models && find(...models)) ?? one;
    return target === null ? [] : [{ task, target }];
  });
  if (table.length > 0) {
    const policy = taskTable(table.map(({ task, target }) => ({ task, model: target.model })));
    templates.push({
      id: 'tasks',
      title: 'Task table',
      description: `A model for each task: ${table.length} ${table.length === 1 ? 'rule' : 'rules'}, other calls stay.`,
      policy: needsVision ? withVisionRule(policy) : policy,
      books: booksOf(table.map(({ target }) => target)),
    });
  }

  if (flash !== null && pro !== null) {
    const tiers = sizeTiers({ simple: flash.model, medium: flash.model, complex: pro.model, long: pro.model });
    templates.push({
      id: 'tiers',
      title: 'Tiers by prompt size',
      description: `Short prompts on ${flash.name}, long ones on ${pro.name} (post B).`,
      policy: tiers,
      books: booksOf([flash, pro]),
    });
  }

  const from = sources.find(({ model }) => model.includes('claude')) ?? sources[0];
  const kimi = find(...KIMI) ?? flash;
  if (from !== undefined && kimi !== null && kimi.model !== from.model)
    templates.push({
      id: 'share',
      title: '80/20 share',
      description: `${SHARE_PCT}% of ${from.name} to ${kimi.name}, the rest stays (post C).`,
      policy: { ...share(from.model, kimi.model, SHARE_PCT), name: `Share of ${from.name} to ${kimi.name}` },
      books: booksOf([kimi]),
    });
  return templates;
}
