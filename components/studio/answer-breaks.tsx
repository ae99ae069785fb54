import { DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatPct } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Simulation, UnpricedRow, Violation } from '@/lib/domain/simulation';
import classes from './answer-breaks.module.css';
import { ModelName } from './model-name';
import { describeViolation } from './violation-words';

type Names = { readonly [offerId: string]: string };

const MAX_SHOWN = 8;

/** The dearest first. */
function sentences(violations: readonly Violation[], names: Names) {
  return [...violations]
    .sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0))
    .map((violation) => ({
      key: `${violation.kind} ${violation.model}`,
      ...describeViolation(violation, names[violation.model] ?? violation.model),
    }));
}

type Sentence = ReturnType<typeof sentences>[number];

function Sentences({ items, grade }: { readonly items: readonly Sentence[]; readonly grade: Sentence['grade'] }) {
  const line = ({ key, text }: Sentence) => <li key={key}>{text}</li>;
  return (
    <>
      <ul className={classes.list} data-grade={grade}>
        {items.slice(0, MAX_SHOWN).map(line)}
      </ul>
      {items.length > MAX_SHOWN ? (
        <details className={classes.more}>
          <summary>{formatCount(items.length - MAX_SHOWN)} more</summary>
          <ul className={classes.list} data-grade={grade}>
            {items.slice(MAX_SHOWN).map(line)}
          </ul>
        </details>
      ) : null}
    </>
  );
}

export function AnswerBreaks({
  violations,
  names,
}: {
  readonly violations: readonly Violation[];
  readonly names: Names;
}) {
  const all = sentences(violations, names);
  const breaks = all.filter(({ grade }) => grade === 'breaks');
  const unsure = all.filter(({ grade }) => grade === 'unsure');
  return (
    <Panel title="What breaks" className={breaks.length > 0 ? classes.red : undefined}>
      <div id="breaks" className={classes.anchor} />
      {breaks.length > 0 ? (
        <Sentences items={breaks} grade="breaks" />
      ) : (
        <p className={classes.fine}>
          {unsure.length > 0 ? 'Nothing is known to break.' : 'Nothing: every priced call fits the model it goes to.'}
        </p>
      )}
      {unsure.length > 0 ? (
        <>
          <h3 className={classes.title}>Worth checking</h3>
          <Sentences items={unsure} grade="unsure" />
        </>
      ) : null}
    </Panel>
  );
}

type UnpricedProps = { readonly simulation: Simulation; readonly names: Names; readonly aggregateRequests: number };

function Omissions({ simulation, aggregateRequests }: Omit<UnpricedProps, 'names'>) {
  const { requests, pricedPct, pricedTokensPct, cacheAtInputPriceRequests, extrapolatedRequests, comparableRequests } =
    simulation;
  const lines = [
    comparableRequests < requests
      ? `${countOf(requests - comparableRequests, 'call is', 'calls are')} in neither bill: ${formatPct(pricedPct)} of calls and ${formatPct(pricedTokensPct)} of tokens are priced on both sides.`
      : 'Every call is priced on both sides.',
    cacheAtInputPriceRequests > 0
      ? `${countOf(cacheAtInputPriceRequests, 'call has', 'calls have')} cached tokens at the input price, where a model has no cache price.`
      : null,
    extrapolatedRequests > 0
      ? `${countOf(extrapolatedRequests, 'call uses', 'calls use')} a price from outside the dates its book saw: the nearest one.`
      : null,
    aggregateRequests > 0
      ? `${countOf(aggregateRequests, 'call comes', 'calls come')} in sums of many, which match no size condition and no context tier.`
      : null,
  ];
  return (
    <ul className={classes.list} data-grade="note">
      {lines.map((line) => (line === null ? null : <li key={line}>{line}</li>))}
    </ul>
  );
}

export function AnswerUnpriced({ simulation, names, aggregateRequests }: UnpricedProps) {
  const { unpriced } = simulation;
  return (
    <Panel title="What it leaves out" description="Unknown is never zero: what has no price is in no total.">
      <Omissions simulation={simulation} aggregateRequests={aggregateRequests} />
      {unpriced.length > 0 ? (
        <>
          <h3 className={classes.title}>What cannot be priced</h3>
          <DataTable
            label="Calls without a price"
            rows={unpriced}
            rowKey={(row: UnpricedRow) => `${row.reason} ${row.model}`}
            maxHeight={320}
            columns={[
              { key: 'reason', header: 'Reason', cell: (row) => row.reason },
              {
                key: 'model',
                header: 'Model',
                isRowHeader: true,
                // A name that no book knows stands as it was logged.
                cell: (row) =>
                  row.reason === 'unknown model' ? row.model : <ModelName model={row.model} names={names} />,
              },
              {
                key: 'requests',
                header: 'Calls in the log',
                isNumeric: true,
                cell: (row) => formatCount(row.requests),
              },
            ]}
          />
        </>
      ) : null}
    </Panel>
  );
}

/** One line under the figures, so that what breaks is not found by scrolling. */
export function BreaksNotice({
  violations,
  names,
}: {
  readonly violations: readonly Violation[];
  readonly names: Names;
}) {
  const breaks = sentences(violations, names).filter(({ grade }) => grade === 'breaks');
  const [first] = breaks;
  if (first === undefined) return null;
  return (
    <p className={classes.notice}>
      {first.text} <a href="#breaks">{breaks.length > 1 ? `See all ${breaks.length} that break` : 'See what breaks'}</a>
    </p>
  );
}
