import type { LabelKind } from '@/lib/domain/cube';
import { type LabelRule, RULE_TARGETS, type RuleTarget } from '@/lib/domain/label-rule';
import type { RequestBatch } from './request-batch';

/** A batch as the rules label it; the batch itself stays as logged. */
export type Relabel = (batch: RequestBatch) => RequestBatch;

type Rule = {
  readonly label: number;
  readonly onlyMissing: boolean;
  readonly least: number;
  readonly most: number;
  readonly asksSize: boolean;
  readonly fields: readonly { readonly kind: LabelKind; readonly matches: (id: number) => boolean }[];
};

/** Whether a text is one of a pattern in which `*` stands for any run of characters, without regard to case. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const last = others.pop();
  const lower = text.toLowerCase();
  if (last === undefined) return lower === first;
  if (!lower.startsWith(first)) return false;
  // The leftmost place of each part is as good as any: no pattern takes long.
  let at = first.length;
  for (const part of others) {
    const found = lower.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return lower.length - last.length >= at && lower.endsWith(last);
}

/** Labels of sets (`needs`, `tags`) are comma-joined: a pattern may match one member or the whole. */
function matchesLabel(kind: LabelKind, pattern: string, text: string): boolean {
  if (matchesPattern(pattern, text)) return true;
  const isSet = kind === 'needs' || kind === 'tags';
  return isSet && text !== '' && text.split(',').some((member) => matchesPattern(pattern, member));
}

/**
 * Applies label rules to batches of stored requests: for each target the first rule that matches. Conditions look at
 * what was logged, never at what another rule gave. `textOf` and `idOf` read the workload's dictionaries, where every
 * rule's value must be. null where there is no rule.
 */
export function createRelabel(
  rules: readonly LabelRule[],
  textOf: (kind: LabelKind, id: number) => string,
  idOf: (kind: LabelKind, value: string) => number,
): Relabel | null {
  if (rules.length === 0) return null;
  const compile = (rule: LabelRule): Rule => ({
    label: idOf(rule.target, rule.value),
    onlyMissing: rule.onlyMissing,
    least: rule.inputTokens?.atLeast ?? 0,
    most: rule.inputTokens?.atMost ?? Number.POSITIVE_INFINITY,
    asksSize: rule.inputTokens !== undefined,
    fields: rule.where.map(({ field, pattern }) => {
      const known: boolean[] = [];
      return {
        kind: field,
        matches: (id) => {
          known[id] ??= matchesLabel(field, pattern, textOf(field, id));
          return known[id];
        },
      };
    }),
  });
  const byTarget = RULE_TARGETS.map((target) => ({
    target,
    rules: rules.filter((rule) => rule.target === target).map(compile),
  })).filter((group) => group.rules.length > 0);

  const isMatch = (rule: Rule, target: RuleTarget, batch: RequestBatch, row: number): boolean => {
    if (rule.onlyMissing && batch[target][row] !== 0) return false;
    if (rule.asksSize) {
      const size = batch.inputTokens[row] as number;
      if (batch.aggregate[row] || batch.usageMissing[row] || size < rule.least || size > rule.most) return false;
    }
    return rule.fields.every(({ kind, matches }) => matches(batch[kind][row] as number));
  };

  return (batch) => {
    const changed: { [target in RuleTarget]?: Int32Array } = {};
    for (const { target, rules: own } of byTarget) {
      const labels = batch[target].slice(0, batch.length);
      for (let row = 0; row < batch.length; row++) {
        const rule = own.find((candidate) => isMatch(candidate, target, batch, row));
        if (rule !== undefined) labels[row] = rule.label;
      }
      changed[target] = labels;
    }
    return { ...batch, ...changed };
  };
}
