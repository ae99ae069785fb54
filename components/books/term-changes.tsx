import type { BookDiff, TermDiffLine } from '@/lib/domain/book-view';
import type { BookCurrency } from '@/lib/domain/price';
import { monthTermSentence, termSentence } from './book-words';
import classes from './books.module.css';

type Props<Term> = { readonly lines: readonly TermDiffLine<Term>[]; readonly say: (term: Term) => string };

function Lines<Term>({ lines, say }: Props<Term>) {
  return lines
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, label, before, after }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, the order is fixed
      <li key={`${at} ${label}`}>
        {kind} term “{label}”: {before === null ? null : <span className={classes.old}>{say(before)}</span>}
        {before !== null && after !== null ? ' → ' : ''}
        {after === null ? '' : say(after)}
      </li>
    ));
}

function currencyText(currency: BookCurrency | null): string {
  return currency === null
    ? 'USD'
    : `${currency.code} at ${currency.usdPerUnit} USD, rate of ${currency.rateDate} (${currency.source})`;
}

/** What of a contract changes beside its price rows. */
export function TermChanges({ diff }: { readonly diff: BookDiff }) {
  const isChanged = [...diff.terms, ...diff.monthTerms].some(({ kind }) => kind !== 'same');
  if (!isChanged && !diff.isTermOrderChanged && diff.currency === null) return null;
  return (
    <ul className={classes.terms}>
      <Lines lines={diff.terms} say={termSentence} />
      <Lines lines={diff.monthTerms} say={monthTermSentence} />
      {diff.isTermOrderChanged ? (
        <li>The terms stand in another order: where two cover the same price, the first one wins.</li>
      ) : null}
      {diff.currency === null ? null : (
        <li>
          Currency: <span className={classes.old}>{currencyText(diff.currency.before)}</span> →{' '}
          {currencyText(diff.currency.after)}
        </li>
      )}
    </ul>
  );
}
