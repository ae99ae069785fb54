import type { EvidenceKind } from '@/lib/domain/evidence';
import classes from './evidence.module.css';
import { KIND_WORDS } from './evidence-words';

const TITLES: { readonly [kind in EvidenceKind]: string } = {
  prior: 'A public benchmark, not a measurement of your own traffic',
  eval: 'Measured by an eval that you uploaded',
  feedback: 'Thumbs up and down in your log',
};

export function KindBadge({ kind }: { readonly kind: EvidenceKind }) {
  return (
    <span className={classes.kind} data-kind={kind} title={TITLES[kind]}>
      {KIND_WORDS[kind]}
    </span>
  );
}
