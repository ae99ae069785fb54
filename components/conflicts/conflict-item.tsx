import Link from 'next/link';
import { datesText } from '@/components/catalog/dates-text';
import { formatRate } from '@/components/catalog/unit-names';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatUsd, UNKNOWN } from '@/components/ui/format';
import { SourceLink } from '@/components/ui/source-link';
import type { ConflictLine, QuoteLine } from '@/lib/domain/conflicts-view';
import { billText, classText, ratioText, tiersText, worstClass } from './conflict-words';
import classes from './conflicts.module.css';
import { hoursText } from './hours-text';

type Props = { readonly line: ConflictLine; readonly by: 'book' | 'seller'; readonly workload: string | null };

function Source({ quote: { stated, currency } }: { readonly quote: QuoteLine }) {
  return (
    <span className={classes.source}>
      <SourceLink source={stated.sourceUrl} />
      {stated.checkedOn ? <span className={classes.minor}>checked {stated.checkedOn}</span> : null}
      {stated.note ? <span className={classes.minor}>{stated.note}</span> : null}
      {currency ? (
        <span className={classes.minor}>
          written in {currency.code}, at {currency.usdPerUnit} USD of {currency.rateDate}
        </span>
      ) : null}
    </span>
  );
}

const headerOf = (...of: Parameters<typeof classText>) => {
  const text = classText(...of);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

function columnsOf({ prices, others, quotes }: ConflictLine, by: 'book' | 'seller'): Column<QuoteLine>[] {
  const at = (quote: QuoteLine) => quotes.indexOf(quote);
  const missing = others.flatMap((other) =>
    other.kind === 'missing' && !prices.some(({ unit, aboveTokens }) => unit === other.unit && aboveTokens === null)
      ? [other.unit]
      : [],
  );
  const tiers = others.find((other) => other.kind === 'context tiers');
  return [
    {
      key: 'label',
      header: by === 'book' ? 'Price book' : 'Sold as',
      isRowHeader: true,
      cell: ({ label, book, isUsed, extrapolated }) => (
        <span className={classes.label}>
          {label}
          {by === 'seller' ? <span className={classes.minor}>{book}</span> : null}
          {isUsed ? <span className={classes.minor}>in use</span> : null}
          {extrapolated ? <span className={classes.minor}>outside the dates it saw: the nearest price</span> : null}
        </span>
      ),
    },
    ...prices.map(
      ({ unit, aboveTokens, usdPerMtok }): Column<QuoteLine> => ({
        key: `${unit} ${aboveTokens}`,
        header: headerOf(unit, aboveTokens),
        isNumeric: true,
        cell: (quote) => formatRate(unit, usdPerMtok[at(quote)]),
      }),
    ),
    ...missing.map(
      (unit): Column<QuoteLine> => ({
        key: `missing ${unit}`,
        header: headerOf(unit, null),
        isNumeric: true,
        cell: ({ row }) => formatRate(unit, row.rates[unit]),
      }),
    ),
    ...(tiers === undefined
      ? []
      : [
          {
            key: 'tiers',
            header: 'Priced anew',
            cell: (quote: QuoteLine) => tiersText(tiers.tiers[at(quote)] ?? []),
          },
        ]),
    { key: 'dates', header: 'In force', cell: (quote) => datesText(quote.stated, 'any date') },
    { key: 'source', header: 'Source', cell: (quote) => <Source quote={quote} /> },
  ];
}

/** What the difference is worth to the workload. */
function StakeText({ line, workload }: Pick<Props, 'line' | 'workload'>) {
  const { stake } = line;
  if (workload === null) return null;
  if (stake === null)
    return (
      <p className={classes.stake}>
        {UNKNOWN} No priced call of {workload} is on it.
      </p>
    );
  const others = stake.bills.filter(({ usd, inUseUsd }) => Math.abs(usd - inUseUsd) > 1e-9);
  return (
    <p className={classes.stake}>
      {countOf(stake.requests, 'request')} of {workload}
      {line.hours === null ? '' : ', at all hours'}: <strong>{formatUsd(stake.usd)}</strong> by the prices in use
      {others.map((bill) => `; ${billText(bill, stake)}`).join('')}.
    </p>
  );
}

export function ConflictItem({ line, by, workload }: Props) {
  const worst = worstClass(line.prices);
  const scope = [
    line.serviceTier === 'standard' ? '' : `${line.serviceTier} tier`,
    line.region === null ? '' : `region ${line.region}`,
    hoursText(line.hours),
  ].filter(Boolean);
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <div>
          <h2>
            <Link href={`/catalog?offer=${encodeURIComponent(line.offerId)}`} className={classes.link}>
              {line.name}
            </Link>
          </h2>
          <span className={classes.minor}>{[line.offerId, ...scope].join(', ')}</span>
        </div>
        {worst === null ? null : (
          <div className={classes.worst}>
            {ratioText(worst.ratio)}
            <span className={classes.minor}>dearest against cheapest: {classText(worst.unit, worst.aboveTokens)}</span>
          </div>
        )}
      </div>
      <DataTable
        label={`Prices of ${line.name} in USD per 1M`}
        columns={columnsOf(line, by)}
        rows={line.quotes}
        rowKey={({ label }) => label}
        maxHeight={280}
      />
      <StakeText line={line} workload={workload} />
    </li>
  );
}
