import type { MonthAdjustments } from '@/lib/domain/month-bill';
import { adjustmentFormula, adjustmentWords } from './month-term-words';
import classes from './month-terms-note.module.css';

/** What a month's figure has of volume discounts, unused commitments and fees, beside it. */
export function MonthTermsNote({ adjustments }: { readonly adjustments: MonthAdjustments | null | undefined }) {
  if (adjustments == null) return null;
  return (
    <span className={classes.lines}>
      {adjustments.lines.map((line) => (
        <span key={`${line.kind} ${line.book} ${line.label}`} title={`From the price book ${line.book}.`}>
          {line.usd === 0 ? '' : 'includes '}
          {adjustmentWords(line)}
        </span>
      ))}
      {adjustments.notApplied.map(({ book, label, why }) => (
        <span key={`${book} ${label}`}>
          not applied: {label}, {why}
        </span>
      ))}
    </span>
  );
}

/** The same as sentences of an explanation; null where there is nothing to explain. */
export function MonthTermsFormula({ adjustments }: { readonly adjustments: MonthAdjustments | null | undefined }) {
  if (adjustments == null || adjustments.lines.length === 0) return null;
  return (
    <span className={classes.lines}>
      <span>Then, on the whole month:</span>
      {adjustments.lines.map((line) => (
        <span key={`${line.kind} ${line.book} ${line.label}`}>{adjustmentFormula(line)}</span>
      ))}
    </span>
  );
}

/** Said where the stack has month terms and no month is known. */
export const TERMS_NEED_A_MONTH =
  'Volume discounts, commitments and fees are not applied: they are a month’s, and the month is not known.';
