import type { ConstraintName } from '@/lib/domain/policy';
import type { BrokenConstraint, UnknownConstraint, ViolationKind } from '@/lib/domain/simulation';

/** Each constraint as a label, what a model that breaks it is, and what would have to be known of one. */
const WORDS: {
  readonly [name in ConstraintName]: { readonly label: string; readonly breaks: string; readonly missing: string };
} = {
  residency: {
    label: 'Processed in',
    breaks: 'may process them outside the places allowed',
    missing: 'where it processes them',
  },
  originIn: {
    label: 'Maker from',
    breaks: 'is not by a maker from the countries allowed',
    missing: 'where its maker sits',
  },
  originNotIn: {
    label: 'Maker not from',
    breaks: 'is by a maker from a country ruled out',
    missing: 'where its maker sits',
  },
  openWeights: { label: 'Open weights only', breaks: 'has no open weights', missing: 'whether its weights are open' },
  contextTokensAtLeast: {
    label: 'Context of at least',
    breaks: 'has a smaller context window than asked',
    missing: 'its context window',
  },
  needs: { label: 'Can do', breaks: 'lacks an ability asked for', missing: 'one of the abilities asked for' },
  notDeprecatedBefore: { label: 'Lasts until', breaks: 'ends before the day asked', missing: 'when it ends' },
  access: { label: 'Access', breaks: 'is not sold on the terms asked', missing: 'the terms it is sold on' },
  vendorShareAtMost: {
    label: 'Share of one seller',
    breaks: 'gets a larger share of the spend than allowed',
    missing: 'its share of the spend',
  },
  latencyMsAtMost: {
    label: 'Latency at most',
    breaks: 'takes longer on average than allowed',
    missing: 'how long it takes',
  },
  firstTokenMsAtMost: {
    label: 'First token within',
    breaks: 'takes longer to its first token than allowed',
    missing: 'its time to the first token',
  },
  outputTokensPerSecondAtLeast: {
    label: 'Speed of at least',
    breaks: 'writes slower than asked',
    missing: 'how fast it writes',
  },
};

type ConstraintKind = BrokenConstraint | UnknownConstraint;

export function isConstraintKind(kind: ViolationKind): kind is ConstraintKind {
  return kind.startsWith('constraint ');
}

export function constraintLabel(name: ConstraintName): string {
  return WORDS[name].label;
}

/** A constraint that breaks or is not known, as a sentence. `which`: the calls in words. */
export function describeConstraint(kind: ConstraintKind, model: string, which: string) {
  const name = kind.slice(kind.indexOf(': ') + 2) as ConstraintName;
  if (kind.startsWith('constraint broken'))
    return { grade: 'breaks', text: `${which} would go to ${model}, which ${WORDS[name].breaks}.` } as const;
  return {
    grade: 'unsure',
    text: `${which} would go to ${model}, and ${WORDS[name].missing} is not known.`,
  } as const;
}
