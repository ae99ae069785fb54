import { constraintLabel } from '@/components/studio/constraint-words';
import type { ConstraintName } from '@/lib/domain/policy';
import { OUTLIERS_PENDING, type ViolationKind } from '@/lib/domain/simulation';

const WORDS: { readonly [kind: string]: string } = {
  'does not fit: context': 'Longer than the context window',
  'does not fit: needs': 'Needs what the model lacks',
  'fit unknown': 'Fit not known',
  'service tier without a price': 'Service tier without a price',
  'context tier unknown (aggregate rows)': 'Long-context price not known',
  'size unknown (aggregate rows)': 'Size not known',
  'logged cost over 100 times repriced': 'Logged far above its price',
  'repriced cost over 100 times logged': 'Logged far below its price',
  [OUTLIERS_PENDING]: 'Recorded costs are still being checked; look again in a moment',
};
const UNSURE: readonly ViolationKind[] = [
  'fit unknown',
  'context tier unknown (aggregate rows)',
  'size unknown (aggregate rows)',
  'repriced cost over 100 times logged',
  OUTLIERS_PENDING,
];

/** A kind of violation in a few words, and whether it breaks something or is only not known. */
export function nameViolation(kind: ViolationKind): { readonly text: string; readonly breaks: boolean } {
  if (!kind.startsWith('constraint ')) return { text: WORDS[kind] ?? kind, breaks: !UNSURE.includes(kind) };
  const breaks = kind.startsWith('constraint broken');
  const label = constraintLabel(kind.slice(kind.indexOf(': ') + 2) as ConstraintName);
  return { text: breaks ? `Breaks “${label}”` : `“${label}” not known`, breaks };
}
