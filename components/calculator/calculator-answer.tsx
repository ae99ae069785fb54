import Link from 'next/link';
import { Sentence } from '@/components/price-trail/sentence';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatUsd, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { CalculatorAnswer as Answer, CalculatorLine, ComparedOffer } from '@/lib/domain/calculator-view';
import { namesQuery } from '@/lib/schema/names-params';
import classes from './calculator.module.css';
import { exactUsd } from './exact-usd';
import { WeekStrip } from './week-strip';

function linesColumns(total: string): readonly Column<CalculatorLine>[] {
  return [
    {
      key: 'class',
      header: 'Class',
      isRowHeader: true,
      cell: (line) => (
        <>
          {line.label} <span className={classes.lineWhy}>{line.why}</span>
        </>
      ),
      footer: 'Total',
    },
    { key: 'units', header: 'Units', isNumeric: true, cell: (line) => formatCount(line.units), footer: '' },
    { key: 'rate', header: 'USD per 1M', isNumeric: true, cell: (line) => line.rate, footer: '' },
    { key: 'usd', header: 'Cost', isNumeric: true, cell: (line) => exactUsd(line.usd), footer: total },
  ];
}

const othersColumns: readonly Column<ComparedOffer>[] = [
  {
    key: 'offer',
    header: 'Offer',
    isRowHeader: true,
    cell: (offer) => (
      <>
        {offer.name} {offer.name === offer.model ? null : <span className={classes.minor}>{offer.model}</span>}
      </>
    ),
  },
  {
    key: 'usd',
    header: 'Cost',
    isNumeric: true,
    cell: (offer) => (offer.usd === null ? `${UNKNOWN} ${offer.unpriced}` : exactUsd(offer.usd)),
  },
  {
    key: 'pct',
    header: 'Of the first',
    isNumeric: true,
    cell: (offer) => (offer.pctOfFirst === null ? UNKNOWN : `${Math.round(offer.pctOfFirst * 10) / 10} %`),
  },
  { key: 'book', header: 'Book', cell: (offer) => offer.book ?? UNKNOWN },
];

function RowBehind({ answer }: { readonly answer: Answer }) {
  const { row, offerId } = answer;
  if (row === null) return null;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['Offer', offerId ?? UNKNOWN],
    ['Book', row.version === null ? row.book : `${row.book}, version ${row.version}`],
    ['In force', row.dates],
    ['Service tier', row.serviceTier],
    ['Region', row.region ?? 'every region'],
    ['Checked on', row.checkedOn ?? UNKNOWN],
  ];
  return (
    <Panel
      title="The price row"
      aside={
        <Link className={classes.link} href={`/catalog?offer=${encodeURIComponent(offerId ?? '')}`}>
          All prices of this offer
        </Link>
      }
    >
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>Source</dt>
          <dd>{row.sourceUrl === '' ? UNKNOWN : <Sentence>{row.sourceUrl}</Sentence>}</dd>
        </div>
      </dl>
    </Panel>
  );
}

/** What the request costs, line by line, and why. */
export function CalculatorAnswer({ answer }: { readonly answer: Answer }) {
  const { usd, unpriced, usdPerThousand, lines, explanation, others, week } = answer;
  const first: ComparedOffer = {
    model: answer.offerId ?? answer.name,
    name: answer.name,
    usd,
    unpriced,
    book: answer.row?.book ?? null,
    pctOfFirst: usd === null ? null : 100,
  };
  return (
    <>
      <Panel title={answer.name} description="One request, line by line.">
        <p className={classes.total} role="status">
          {exactUsd(usd)}{' '}
          <span>
            {usd === null
              ? `not priced: ${unpriced}`
              : `a request, ${formatUsd(usdPerThousand)} for a thousand of them`}
          </span>
        </p>
        {usd === null ? null : (
          <DataTable
            label="The bill line by line"
            columns={linesColumns(exactUsd(usd))}
            rows={lines}
            rowKey={(line) => line.label}
            empty="Nothing is used, so nothing is billed."
          />
        )}
      </Panel>
      <Panel title={usd === null ? 'Why no price' : 'Why this price'}>
        <ul className={classes.why}>
          {explanation.map((sentence) => (
            <li key={sentence}>
              <Sentence>{sentence}</Sentence>
            </li>
          ))}
        </ul>
        {answer.offerId === null ? (
          <Link className={classes.map} href={namesQuery('/catalog/names', { name: answer.name })}>
            Say which offer “{answer.name}” is
          </Link>
        ) : null}
      </Panel>
      <RowBehind answer={answer} />
      {week === null ? null : <WeekStrip week={week} />}
      {others.length === 0 ? null : (
        <Panel title="The same request elsewhere" description="At the same time, tier, region and price books.">
          <DataTable
            label="The same request on other offers"
            columns={othersColumns}
            rows={[first, ...others]}
            rowKey={(offer) => offer.model}
          />
        </Panel>
      )}
    </>
  );
}
