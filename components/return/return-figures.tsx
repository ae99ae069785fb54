import { MonthTermsNote } from '@/components/scenario/month-terms-note';
import { Figure } from '@/components/ui/figure';
import { formatMonth, formatPct, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { MigrationReturn } from '@/lib/domain/return-view';
import classes from './return-figures.module.css';

const toneOf = (usd: number) => (usd < 0 ? 'breaks' : 'plan');

function paybackText({ neverPaysBack, paybackMonths, savingsUsdPerMonth }: MigrationReturn): string {
  if (neverPaysBack)
    return savingsUsdPerMonth > 0 ? 'the saving does not cover the running cost' : 'the plan saves nothing';
  return paybackMonths === null ? 'not within ten years' : `month ${paybackMonths} from the start`;
}

/** What whole months have of discounts and fees, on both sides of the saving. */
function TermsOfMonth({ adjustments }: Pick<MigrationReturn, 'adjustments'>) {
  if (adjustments === null) return null;
  return (
    <dl className={classes.terms}>
      <div>
        <dt>Today, in a month of 30 days</dt>
        <dd>
          <MonthTermsNote adjustments={adjustments.today} />
        </dd>
      </div>
      <div>
        <dt>The plan, in a month of 30 days</dt>
        <dd>
          <MonthTermsNote adjustments={adjustments.plan} />
        </dd>
      </div>
    </dl>
  );
}

export function ReturnFigures({ view }: { readonly view: MigrationReturn }) {
  const { inputs, head, savingsUsdPerDay, savingsUsdPerMonth, savingsPct } = view;
  const minusOneOff = formatUsd(-inputs.oneOffUsd);
  const running = formatUsd(inputs.runningUsdPerMonth);
  const perDay = formatUsd(savingsUsdPerDay);
  // With terms on whole months a day has no saving of its own.
  const ofMonth = view.hasMonthTerms
    ? 'the month’s saving, with its volume discounts, commitments and fees on both sides,'
    : `${perDay} a day × days of the month`;
  const covers = `Requests priced on both sides: ${formatPct(head.pricedPct)} of requests, ${formatPct(head.pricedTokensPct)} of tokens.`;
  return (
    <>
      <div className={classes.root}>
        <Figure
          label="Pays back in"
          value={
            view.paybackMonthMs === null ? (view.neverPaysBack ? 'Never' : UNKNOWN) : formatMonth(view.paybackMonthMs)
          }
          tone={view.paybackMonthMs === null ? 'breaks' : 'plan'}
          sub={paybackText(view)}
          explanation={{
            formula: `The first month by whose end ${minusOneOff} + Σ (${ofMonth} − ${running}) is 0 or more.`,
            covers,
            leavesOut: 'Discounting, price changes and growth.',
          }}
        />
        <Figure
          label="Twelve-month net"
          value={formatUsd(view.twelveMonthNetUsd)}
          tone={toneOf(view.twelveMonthNetUsd)}
          sub="after one-off and running cost"
          explanation={{
            formula: `${minusOneOff} + Σ over twelve calendar months (${ofMonth} − ${running}).`,
            covers,
          }}
        />
        <Figure
          label="Each month of delay"
          value={view.delayUsdPerMonth > 0 ? formatUsd(view.delayUsdPerMonth) : formatUsd(0)}
          tone="plain"
          sub={view.delayUsdPerMonth > 0 ? 'forgone for every month of waiting' : 'waiting forgoes nothing'}
          explanation={{
            formula: view.hasMonthTerms
              ? `${formatUsd(savingsUsdPerMonth)} saved in a 30-day month − ${running} running cost.`
              : `${perDay} a day × 30 − ${running} running cost.`,
            covers,
          }}
        />
        <Figure
          label="Saving a month"
          value={formatUsd(savingsUsdPerMonth)}
          tone={toneOf(savingsUsdPerMonth)}
          sub={
            <>
              {formatPct(savingsPct)} of what it covers: {formatPct(head.pricedPct)} of requests,{' '}
              {formatPct(head.pricedTokensPct)} of tokens
            </>
          }
          explanation={{
            formula: view.hasMonthTerms
              ? `(repriced − plan) over the log's span, scaled to 30 days; then each side's volume discounts, commitments and fees. Rounded down.`
              : `(repriced − plan) over the log's span, scaled to a day, × 30. Rounded down.`,
            covers,
            leavesOut: 'Requests that are not priced on both sides: they are named in the Studio.',
            from: `Price books: ${head.books.map((book) => `${book.name} ${book.version}`).join(', ')}.`,
          }}
        />
      </div>
      <TermsOfMonth adjustments={view.adjustments} />
    </>
  );
}
