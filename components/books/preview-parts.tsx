import { countOf, formatCount, formatDay } from '@/components/ui/format';
import type { BookEffect, RejectedEntry } from '@/lib/domain/book-view';
import { rateText, unitText } from './book-words';
import classes from './books.module.css';

/** What the book does to the default stack when it lies on top, with examples. */
export function EffectNote({ effect }: { readonly effect: BookEffect }) {
  const { changed, added, examples, unmatched, atMs, isNow } = effect;
  const when = isNow ? 'today' : `from ${formatDay(atMs)} on`;
  const parts = [
    ...(changed > 0 ? [`changes the price of ${countOf(changed, 'offer')} of the default stack`] : []),
    ...(added > 0 ? [`prices ${countOf(added, 'offer')} that the default stack does not`] : []),
  ];
  return (
    <>
      <p className={classes.notice} data-tone="plan">
        {parts.length === 0
          ? 'On top of the default stack it changes no price today.'
          : `On top of the default stack it ${when} ${parts.join(' and ')}`}
        {examples.length > 0
          ? `; e.g. ${examples.map(({ offerId, unit, usdBefore, usdAfter }) => `${offerId} ${unitText(unit)} ${rateText(unit, usdBefore)} → ${rateText(unit, usdAfter)}`).join(', ')}`
          : ''}
        {parts.length > 0 ? '. Standard prices, per 1M tokens.' : ''}
      </p>
      {unmatched.length > 0 ? (
        <p className={classes.notice} data-tone="breaks">
          {unmatched.join(', ')} {unmatched.length === 1 ? 'covers' : 'cover'} no offer of this book or the default
          stack: check the spelling.
        </p>
      ) : null}
    </>
  );
}

/** What would be dearer or cheaper than any price there is: left out, and said before all else. */
export function SlipsNote({ slips }: { readonly slips: readonly RejectedEntry[] }) {
  if (slips.length === 0) return null;
  return (
    <div className={classes.notice} data-tone="breaks">
      {countOf(slips.length, 'entry', 'entries')} left out for a price that must be a slip of the unit:
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={classes.slips} tabIndex={0} aria-label="Slips of the unit">
        {slips.map(({ entry, reason }) => (
          <li key={`${entry} ${reason}`}>
            <strong>{entry}</strong>: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function RejectedList({ rejected }: { readonly rejected: readonly RejectedEntry[] }) {
  if (rejected.length === 0) return <p>Every entry of the file is taken.</p>;
  return (
    <details className={classes.fold} open={rejected.length <= 12}>
      <summary>
        {formatCount(rejected.length)} {rejected.length === 1 ? 'entry or price is' : 'entries or prices are'} left out
        or kept with a remark
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={classes.rejected} tabIndex={0} aria-label="Entries left out">
        {rejected.map(({ entry, reason }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry may be named twice, the order is fixed
          <li key={at}>
            <strong>{entry}</strong>: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
