import type { Policy, Rule } from '@/lib/domain/policy';
import type { Traffic } from '@/lib/domain/traffic';

/** Systems of the four posts that a policy can say, by the key of `docs/guide.md`, "The four posts". */
export const READY_MADE_KEYS = ['A3', 'A4', 'A5', 'B1', 'B2', 'B3', 'B5', 'C1', 'C3', 'D1'] as const;
export type ReadyMadeKey = (typeof READY_MADE_KEYS)[number];

export const READY_MADE_GROUPS = [
  'By task or size',
  'On trial',
  'Several models an answer',
  'Rules',
  'Add-ons',
] as const;
export type ReadyMadeGroup = (typeof READY_MADE_GROUPS)[number];

/** Where a model can be bought: in the price stack (`book` null), or in a book beside it. */
export type FoundModel = { readonly model: string; readonly name: string; readonly book: string | null };

/** What a ready-made policy is adapted to. */
export type ReadyMadeInputs = {
  readonly traffic: Traffic;
  /** Offer ids the log's calls go to, dearest first. */
  readonly sources: readonly { readonly model: string; readonly name: string }[];
  /** The first of the models that some book prices, books of the stack before others; null: none does. */
  readonly find: (...models: readonly string[]) => FoundModel | null;
  /** The cheapest model that holds up on this workload's own benchmarks, where that is known. */
  readonly best: FoundModel | null;
};

export type ReadyMade = {
  readonly id: string;
  readonly key: ReadyMadeKey;
  readonly group: ReadyMadeGroup;
  readonly title: string;
  /** One sentence: what it does to this workload. */
  readonly says: string;
  /** What of the post's system the policy language cannot say; null: it says all of it. */
  readonly leavesOut: string | null;
  readonly policy: Policy;
  /** Offers outside the price stack are bought from these. */
  readonly books: readonly string[];
};

/** A ready-made policy for this workload, or null where it makes no sense or no book prices its models. */
export type MakeReadyMade = (inputs: ReadyMadeInputs) => ReadyMade | null;

export const MAX_TASK_RULES = 12;
export const VISION_STAYS: Rule = { id: 'vision-stays', when: { needs: ['vision'] }, route: { keep: true } };

/** The rule that leaves calls with pictures where they are, where there are such calls. */
export function visionRules({ needs }: Traffic): readonly Rule[] {
  return needs.includes('vision') ? [VISION_STAYS] : [];
}

/** The books beside the stack that the models come from, once each. */
export function booksOf(...models: readonly (FoundModel | null)[]): string[] {
  return [...new Set(models.flatMap((found) => found?.book ?? []))];
}

/** Tasks whose name has one of these words and that need no vision, as many as rules may name. */
export function tasksNamed({ tasks }: Traffic, words: RegExp): Traffic['tasks'] {
  return tasks.filter(({ task, needs }) => words.test(task) && !needs.includes('vision')).slice(0, MAX_TASK_RULES);
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`. */
export function listWords(words: readonly string[], most = 4): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
