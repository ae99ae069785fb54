import { Badge } from '@mantine/core';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import { SourceLink } from '@/components/ui/source-link';
import type { OfferHistory } from '@/lib/domain/offer-history';
import type { OfferBook, OfferEvidence, OfferPrice, OfferTerm, OfferView } from '@/lib/domain/offer-view';
import type { RateCard } from '@/lib/domain/price';
import { UNITS } from '@/lib/domain/usage';
import { hoursWords, termWords } from '@/lib/engine/explain-price-words';
import { datesText } from './dates-text';
import { HistoryPanel } from './history-panel';
import classes from './offer-details.module.css';
import { OfferFacts } from './offer-facts';
import { OverrideForm, type SetPrice } from './override-form';
import { formatRate, isCounted, UNIT_NAMES } from './unit-names';
import { type Withdraw, WithdrawButton } from './withdraw-button';

type RatesProps = { readonly rates: RateCard; readonly code?: string; readonly usd?: RateCard | null };

function Rates({ rates, code, usd }: RatesProps) {
  const priced = UNITS.filter((unit) => rates[unit] !== undefined);
  if (priced.length === 0) return UNKNOWN;
  return (
    <dl className={classes.rates}>
      {priced.map((unit) => (
        <div key={unit}>
          <dt>{UNIT_NAMES[unit]}</dt>
          <dd>
            {usd ? `${rates[unit]} ${code} → ${formatRate(unit, usd[unit])}` : formatRate(unit, rates[unit])}
            {isCounted(unit) ? ' each' : ''}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function priceColumns(book: OfferBook, withdraw: Withdraw): readonly Column<OfferPrice>[] {
  const code = book.currency?.code;
  return [
    {
      key: 'when',
      header: 'When',
      isRowHeader: true,
      cell: (price) => (
        <>
          {datesText(price, 'no dates given')}
          <span className={classes.minor}>
            {price.clock ? hoursWords(price.clock) : price.hasOtherHours ? 'all other hours' : 'all hours'}
            {price.serviceTier === 'standard' ? '' : `, ${price.serviceTier} tier`}
            {price.region ? `, region ${price.region} only` : ''}
          </span>
          {price.isInForce ? (
            <Badge size="sm" variant="light" radius="sm" tt="none">
              in force
            </Badge>
          ) : null}
          {price.note ? <span className={classes.hand}>Set by hand: {price.note}</span> : null}
          {price.isByHand ? <WithdrawButton book={book.name} price={price} withdraw={withdraw} /> : null}
        </>
      ),
    },
    {
      key: 'rates',
      header: book.currency ? `${code} → USD per 1M` : 'USD per 1M',
      cell: (price) => (
        <>
          <Rates rates={price.rates} code={code} usd={price.usdRates} />
          {price.contextTiers.map((tier) => (
            <div key={tier.thresholdTokens} className={classes.tier}>
              <p>
                Input {tier.inclusive ? 'of' : 'over'} {formatCount(tier.thresholdTokens)} tokens
                {tier.inclusive ? ' or more' : ''}
                {code ? `, in ${code}` : ''}
              </p>
              {code ? <StatedRates rates={tier.rates} /> : <Rates rates={tier.rates} />}
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'source',
      header: 'Source',
      cell: (price) => (
        <>
          <SourceLink source={price.sourceUrl} />
          <span className={classes.minor}>
            {price.checkedOn ? `checked on ${price.checkedOn}` : 'check date not stated'}
          </span>
        </>
      ),
    },
  ];
}

/** As the book writes them, in its own currency. */
function StatedRates({ rates }: { readonly rates: RateCard }) {
  return (
    <dl className={classes.rates}>
      {UNITS.filter((unit) => rates[unit] !== undefined).map((unit) => (
        <div key={unit}>
          <dt>{UNIT_NAMES[unit]}</dt>
          <dd>{rates[unit]}</dd>
        </div>
      ))}
    </dl>
  );
}

const termColumns: readonly Column<OfferTerm>[] = [
  {
    key: 'label',
    header: 'Term',
    isRowHeader: true,
    cell: ({ book, term, isInForce }) => (
      <>
        {term.label}
        <span className={classes.minor}>
          book {book}, {datesText(term, 'no dates given')}
          {isInForce ? '' : ', not in force today'}
        </span>
      </>
    ),
  },
  { key: 'what', header: 'Changes the price below it', cell: ({ term }) => termWords(term) },
  {
    key: 'scope',
    header: 'Covers',
    cell: ({ term: { scope } }) => (
      <>
        {scope.units ? scope.units.map((unit) => UNIT_NAMES[unit]).join(', ') : 'every class'}
        {scope.serviceTiers ? <span className={classes.minor}>{scope.serviceTiers.join(', ')} tier</span> : null}
      </>
    ),
  },
  { key: 'source', header: 'Source', cell: ({ term }) => <SourceLink source={term.source} /> },
];

const evidenceColumns: readonly Column<OfferEvidence>[] = [
  {
    key: 'benchmark',
    header: 'Benchmark',
    isRowHeader: true,
    cell: (item) => (
      <>
        {item.benchmarkTitle}{' '}
        {item.kind === 'prior' ? (
          <Badge size="sm" variant="default" tt="none">
            prior
          </Badge>
        ) : null}
        <span className={classes.minor}>{item.source}</span>
      </>
    ),
  },
  { key: 'score', header: 'Score', isNumeric: true, cell: (item) => formatScore(item.score) },
  { key: 'n', header: 'n', isNumeric: true, cell: (item) => formatCount(item.sampleSize) },
  { key: 'on', header: 'Measured', cell: (item) => item.measuredOn ?? UNKNOWN },
];

type Props = {
  readonly offer: OfferView;
  readonly history: OfferHistory;
  readonly override: SetPrice;
  readonly withdraw: Withdraw;
};

export function OfferDetails({ offer, history, override, withdraw }: Props) {
  const { facts } = offer;
  return (
    <div className={classes.root}>
      <p className={classes.lead}>
        {offer.name}, sold by {offer.providerName}
        {offer.makerOfferId ? `. The same model from its maker: ${offer.makerOfferId}` : ''}
        {facts.deprecated ? '. Marked as deprecated' : ''}.
      </p>

      <section aria-label="Price history">
        <h3 className={classes.title}>Price history</h3>
        <HistoryPanel history={history} />
      </section>

      <OverrideForm key={offer.offerId} offerId={offer.offerId} draft={offer.draft} action={override} />

      {offer.books.map((book) => (
        <section key={book.name} aria-label={`Prices in the book ${book.name}`} className={classes.prices}>
          <h3 className={classes.title}>Prices in {book.name}</h3>
          <p className={classes.minor}>
            {book.source}, version {book.version}, {book.licence}
            {book.observed ? '. A history of what was seen: outside its dates its nearest price, marked' : ''}
            {book.currency
              ? `. Written in ${book.currency.code}: 1 ${book.currency.code} = ${formatUsd(book.currency.usdPerUnit)} on ${book.currency.rateDate} (${book.currency.source})`
              : ''}
          </p>
          <DataTable
            label={`Prices in the book ${book.name}`}
            columns={priceColumns(book, withdraw)}
            rows={book.prices}
            rowKey={(price) =>
              `${price.validFromMs} ${price.validToMs} ${price.serviceTier} ${price.region ?? ''} ${JSON.stringify(price.clock)}`
            }
            empty="This book names the offer and no price of it."
          />
        </section>
      ))}

      {offer.terms.length > 0 ? (
        <section aria-label="Terms">
          <h3 className={classes.title}>Terms that cover this offer</h3>
          <p className={classes.minor}>
            A term changes the prices of the books below its own, where its book is in the scenario’s stack.
          </p>
          <DataTable
            label="Terms that cover this offer"
            columns={termColumns}
            rows={offer.terms}
            rowKey={({ book, term }) => `${book} ${JSON.stringify(term)}`}
          />
        </section>
      ) : null}

      <OfferFacts facts={facts} sources={offer.factSources} />

      <section aria-label="Evidence">
        <h3 className={classes.title}>Evidence</h3>
        <DataTable
          label="Evidence of quality"
          columns={evidenceColumns}
          rows={offer.evidence}
          rowKey={(item) => `${item.dataset} ${item.benchmark} ${item.source} ${item.measuredOn} ${item.score}`}
          empty="No benchmark or eval of this model is known here."
        />
      </section>
    </div>
  );
}
