import type { Policy, Rule } from '@/lib/domain/policy';

/** Tokens a word, where a post speaks of words; the person may choose another. */
export const TOKENS_PER_WORD = 4 / 3;

/**
 * The smallest whole number of tokens that makes `words` words. Post B's "fewer than 100 words" is then
 * `atMost: wordsToTokens(100) - 1`, which is 133.
 */
export function wordsToTokens(words: number, tokensPerWord = TOKENS_PER_WORD): number {
  // 4/3 is no binary fraction: 3 words must not become 5 tokens.
  return Math.max(0, Math.ceil(words * tokensPerWord - 1e-9));
}

/** Every call stays on the model it was logged with. */
export function keepAll(): Policy {
  return { waybill: 1, name: 'Keep every model', rules: [], otherwise: { keep: true } };
}

/** Every call goes to one model (an offer id or a name). */
export function allOnOne(model: string): Policy {
  return { waybill: 1, name: `Everything on ${model}`, rules: [], otherwise: { model } };
}

export type TaskModel = { readonly task: string; readonly model: string };

/**
 * A model for each task (post D), one rule a task in the order given; calls of other tasks go to `otherwise`, or
 * stay where they are when it is 'keep'. A task named twice counts once, the first time.
 */
export function taskTable(tasks: readonly TaskModel[], otherwise: string | 'keep' = 'keep'): Policy {
  const seen = new Set<string>();
  const rules: Rule[] = [];
  for (const { task, model } of tasks) {
    if (seen.has(task)) continue;
    seen.add(task);
    rules.push({ id: `task-${task}`, when: { task: [task] }, route: { model } });
  }
  return {
    waybill: 1,
    name: 'A model for each task',
    rules,
    otherwise: otherwise === 'keep' ? { keep: true } : { model: otherwise },
  };
}

export type SizeTierModels = {
  readonly simple: string;
  readonly medium: string;
  readonly complex: string;
  readonly long: string;
};

/** Post B: simple and medium on V4 Flash, complex and long on V4 Pro. */
export const POST_B_TIERS: SizeTierModels = {
  simple: 'global-api/deepseek-v4-flash',
  medium: 'global-api/deepseek-v4-flash',
  complex: 'global-api/deepseek-v4-pro',
  long: 'global-api/deepseek-v4-pro',
};

/** Post B's bounds in words, each excluded: fewer than 100 is simple, fewer than 1,000 medium, fewer than 8,000 complex. */
export const POST_B_WORDS = { simple: 100, medium: 1000, complex: 8000 } as const;

/**
 * Post B's complexity tiers by prompt size at 4/3 tokens a word: at most 133, 1,333 and 10,666 input tokens; longer
 * ones, and rows without a size, go to `long`. Calls that need vision stay on their model.
 */
export function sizeTiers(models: SizeTierModels = POST_B_TIERS, tokensPerWord = TOKENS_PER_WORD): Policy {
  const tier = (id: keyof typeof POST_B_WORDS): Rule => ({
    id,
    when: { inputTokens: { atMost: wordsToTokens(POST_B_WORDS[id], tokensPerWord) - 1 } },
    route: { model: models[id] },
  });
  return {
    waybill: 1,
    name: 'Tiers by prompt size',
    rules: [
      { id: 'vision-stays', when: { needs: ['vision'] }, route: { keep: true } },
      tier('simple'),
      tier('medium'),
      tier('complex'),
    ],
    otherwise: { model: models.long },
  };
}

/**
 * A share of one model's calls moves (post C: 80 % of Claude to Kimi K2.5), the rest of them and all other calls
 * stay. `pct` is 0 to 100; outside it is taken as the nearer end.
 */
export function share(sourceModel: string, target: string, pct: number): Policy {
  const moved = Math.min(100, Math.max(0, pct));
  const split = [
    { model: target, weight: moved },
    { model: sourceModel, weight: 100 - moved },
  ].filter((part) => part.weight > 0);
  return {
    waybill: 1,
    name: `${moved} % of ${sourceModel} to ${target}`,
    rules: [{ id: 'share', when: { sourceModel: [sourceModel] }, route: { split } }],
    otherwise: { keep: true },
  };
}
