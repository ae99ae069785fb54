import { ButtonLink } from '@/components/scenario/button-link';
import { MonthTermsFormula, MonthTermsNote, TERMS_NEED_A_MONTH } from '@/components/scenario/month-terms-note';
import { RequestsPerDayForm } from '@/components/scenario/requests-per-day-form';
import { Figure } from '@/components/ui/figure';
import { countOf, formatCount, formatDay, formatPct, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Overview } from '@/lib/domain/overview-view';
import classes from './panels.module.css';

function scaleText({ basis, head }: Overview): string {
  if (!basis.known) return `over the log's ${countOf(head.days, 'day')}`;
  if (basis.from === 'span') return `a month: the log's total × 30 ÷ its ${countOf(head.days, 'day')}`;
  return `a month: the log's total at ${countOf(basis.requestsPerDay, 'request')} a day × 30 days`;
}

function loggedText({ overLogged }: Overview): string {
  if (overLogged === null) return 'every request with a recorded cost';
  const { requests, usd } = overLogged;
  const whose =
    requests === 1
      ? 'one request at over 100 times its price'
      : `${formatCount(requests)} requests at over 100 times their price`;
  return `the log has ${formatUsd(usd)} for ${whose}`;
}

export function BillPanel({ view }: { readonly view: Overview }) {
  const { bill, basis, head } = view;
  const books = head.books.map((book) => `${book.name} ${book.version}`).join(', ');
  const scale = scaleText(view);
  return (
    <Panel
      title="Today's bill"
      className={classes.panel}
      description={basis.known ? 'For a month of 30 days.' : `Over the log's span, ${formatDay(head.fromMs)} on.`}
    >
      <div className={classes.figures}>
        <Figure
          label="The same requests, repriced"
          value={formatUsd(bill.repricedUsd)}
          tone="today"
          sub={
            <>
              covers {formatPct(head.pricedPct)} of requests, {formatPct(head.pricedTokensPct)} of tokens
              <MonthTermsNote adjustments={bill.adjustments?.today} />
            </>
          }
          explanation={{
            formula: (
              <>
                Tokens of each class × their price, summed, {scale}.
                <MonthTermsFormula adjustments={bill.adjustments?.today} />
              </>
            ),
            covers: `${formatPct(head.pricedPct)} of ${countOf(head.requests, 'request')}.`,
            leavesOut: 'Requests without a price or without token counts: the list is at the end of this screen.',
            from: `Price books: ${books}.`,
          }}
        />
        <Figure
          label="As logged"
          value={formatUsd(bill.loggedUsd)}
          tone="today"
          size="md"
          sub={bill.loggedUsd === null ? 'the log records no cost' : loggedText(view)}
          explanation={{
            formula: `The costs that the log itself records, summed, ${scale}.`,
            covers: 'Every request with a recorded cost, priced by a book or not.',
            leavesOut: 'Requests whose cost the log does not record.',
          }}
        />
      </div>
      {basis.known ? null : (
        <div className={classes.ask}>
          <p>Not scaled to a month: {basis.why}. Say how many requests a day there are and it will be.</p>
          {view.ignoresMonthTerms ? <p>{TERMS_NEED_A_MONTH}</p> : null}
          <RequestsPerDayForm />
        </div>
      )}
      <div className={classes.actions}>
        <ButtonLink href={`/bills${head.query}`}>The next twelve bills</ButtonLink>
        <ButtonLink href={`/usage${head.query}`}>Check the log</ButtonLink>
      </div>
    </Panel>
  );
}
