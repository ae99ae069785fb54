import type { LabelRule, RuleTarget } from '@/lib/domain/label-rule';

/** Rules under edit; `key` stays with a rule while it moves. */
export type DraftRule = { readonly key: number; readonly rule: LabelRule };

export function toDraft(rules: readonly LabelRule[], firstKey = 0): DraftRule[] {
  return rules.map((rule, i) => ({ key: firstKey + i, rule }));
}

const nextKey = (draft: readonly DraftRule[]) => Math.max(-1, ...draft.map(({ key }) => key)) + 1;

export function addRules(draft: readonly DraftRule[], rules: readonly LabelRule[]): DraftRule[] {
  return [...draft, ...toDraft(rules, nextKey(draft))];
}

export function emptyRule(target: RuleTarget): LabelRule {
  return { target, value: '', where: [{ field: 'model', pattern: '*' }], onlyMissing: false, suggested: false };
}

/** A rule that a person has changed is no suggestion any more. */
export function changeRule(draft: readonly DraftRule[], key: number, change: Partial<LabelRule>): DraftRule[] {
  return draft.map((each) => (each.key === key ? { key, rule: { ...each.rule, ...change, suggested: false } } : each));
}

export function moveRule(draft: readonly DraftRule[], key: number, by: -1 | 1): DraftRule[] {
  const from = draft.findIndex((each) => each.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= draft.length) return [...draft];
  const moved = [...draft];
  [moved[from], moved[to]] = [moved[to] as DraftRule, moved[from] as DraftRule];
  return moved;
}

export function removeRule(draft: readonly DraftRule[], key: number): DraftRule[] {
  return draft.filter((each) => each.key !== key);
}

export const rulesOf = (draft: readonly DraftRule[]) => draft.map(({ rule }) => rule);

/** Whatever the order of the keys: a stored rule has another than one that was edited. */
function textOf({ target, value, where, inputTokens, onlyMissing, suggested }: LabelRule): string {
  const conditions = where.map(({ field, pattern }) => [field, pattern.trim()]);
  const bounds = [inputTokens?.atLeast ?? null, inputTokens?.atMost ?? null];
  return JSON.stringify([target, value.trim(), conditions, bounds, onlyMissing, suggested]);
}

export function isSame(a: readonly LabelRule[], b: readonly LabelRule[]): boolean {
  return a.length === b.length && a.every((rule, i) => textOf(rule) === textOf(b[i] as LabelRule));
}
