import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatDay, formatScore, formatTokens, formatUsdPerMtok, UNKNOWN } from '@/components/ui/format';
import type { OfferEvidence, OfferPrice, OfferView } from '@/lib/domain/offer-view';
import { CAPABILITIES, type Capability, type RateCard } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';
import { clockText } from './clock-text';
import classes from './offer-details.module.css';
import { originName } from './origin';

const UNIT_NAMES: { readonly [unit in Unit]: string } = {
  input: 'input',
  cacheRead: 'cache read',
  cacheWrite: 'cache write',
  cacheWrite1h: 'cache write, 1 h',
  inputAudio: 'audio in',
  inputImage: 'image in',
  output: 'output',
  reasoning: 'reasoning',
  outputAudio: 'audio out',
  outputImage: 'image out',
  webSearch: 'web searches',
  request: 'requests',
};

const CAPABILITY_NAMES: { readonly [need in Capability]: string } = {
  vision: 'Vision',
  audio: 'Audio',
  tools: 'Tools',
  json: 'JSON mode',
  reasoning: 'Reasoning',
  pdf: 'PDF',
};

const ACCESS_NAMES: readonly (readonly [fact: string, label: string])[] = [
  ['payment', 'Payment'],
  ['signUp', 'Sign-up'],
  ['geography', 'Geography'],
  ['docs', 'Documentation'],
  ['support', 'Support'],
  ['currency', 'Currency'],
  ['apiShape', 'API shape'],
];

function Rates({ rates }: { readonly rates: RateCard }) {
  const priced = UNITS.filter((unit) => rates[unit] !== undefined);
  if (priced.length === 0) return UNKNOWN;
  return (
    <dl className={classes.rates}>
      {priced.map((unit) => (
        <div key={unit}>
          <dt>{UNIT_NAMES[unit]}</dt>
          <dd>{formatUsdPerMtok(rates[unit])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ url }: { readonly url: string }) {
  if (!/^https?:\/\//.test(url)) return url || UNKNOWN;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className={classes.source}>
      {url.replace(/^https?:\/\//, '')}
    </a>
  );
}

function datesText({ validFromMs, validToMs }: OfferPrice): string {
  if (validFromMs === null && validToMs === null) return 'no dates given';
  if (validFromMs === null) return `until ${formatDay(validToMs)}`;
  return validToMs === null
    ? `since ${formatDay(validFromMs)}`
    : `${formatDay(validFromMs)} to ${formatDay(validToMs)}`;
}

const priceColumns: readonly Column<OfferPrice>[] = [
  {
    key: 'when',
    header: 'When',
    isRowHeader: true,
    cell: (price) => (
      <>
        {datesText(price)}
        <span className={classes.minor}>
          {clockText(price.clock, price.hasOtherHours)}
          {price.serviceTier === 'standard' ? '' : `, ${price.serviceTier} tier`}
        </span>
        {price.isInForce ? (
          <Badge size="sm" variant="light" radius="sm" tt="none">
            in force
          </Badge>
        ) : null}
      </>
    ),
  },
  {
    key: 'rates',
    header: 'USD per 1M',
    cell: (price) => (
      <>
        <Rates rates={price.rates} />
        {price.contextTiers.map((tier) => (
          <div key={tier.thresholdTokens} className={classes.tier}>
            <p>
              Input {tier.inclusive ? 'of' : 'over'} {formatCount(tier.thresholdTokens)} tokens
              {tier.inclusive ? ' or more' : ''}
            </p>
            <Rates rates={tier.rates} />
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
        <Source url={price.sourceUrl} />
        <span className={classes.minor}>
          {price.checkedOn ? `checked on ${price.checkedOn}` : 'check date not stated'}
        </span>
      </>
    ),
  },
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

function Facts({ rows }: { readonly rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function capabilityText(capabilities: OfferView['facts']['capabilities'], need: string): string {
  const known = capabilities?.[need];
  if (known === undefined) return UNKNOWN;
  return known ? 'yes' : 'no';
}

export function OfferDetails({ offer }: { readonly offer: OfferView }) {
  const { facts } = offer;
  return (
    <div className={classes.root}>
      <p className={classes.lead}>
        {offer.name}, sold by {offer.providerName}
        {offer.makerOfferId ? `. The same model from its maker: ${offer.makerOfferId}` : ''}
        {facts.deprecated ? '. Marked as deprecated' : ''}.
      </p>

      {offer.books.map((book) => (
        <section key={book.name} aria-label={`Prices in the book ${book.name}`}>
          <h3 className={classes.title}>Prices in {book.name}</h3>
          <p className={classes.minor}>
            {book.source}, version {book.version}, {book.licence}
          </p>
          <DataTable
            label={`Prices in the book ${book.name}`}
            columns={priceColumns}
            rows={book.prices}
            rowKey={(price) =>
              `${price.validFromMs} ${price.validToMs} ${price.serviceTier} ${JSON.stringify(price.clock)}`
            }
            empty="This book names the offer and no price of it."
          />
        </section>
      ))}

      <section aria-label="Facts">
        <h3 className={classes.title}>Facts</h3>
        <Facts
          rows={[
            [
              'Context window',
              facts.contextWindowTokens ? `${formatTokens(facts.contextWindowTokens, 'exact')} tokens` : UNKNOWN,
            ],
            [
              'Output limit',
              facts.maxOutputTokens ? `${formatTokens(facts.maxOutputTokens, 'exact')} tokens` : UNKNOWN,
            ],
            ['Maker from', originName(facts.origin ?? null) ?? UNKNOWN],
            [
              'Speed',
              facts.outputTokensPerSecond ? `${formatCount(facts.outputTokensPerSecond)} tokens a second` : UNKNOWN,
            ],
            ...CAPABILITIES.map((need) => [CAPABILITY_NAMES[need], capabilityText(facts.capabilities, need)] as const),
          ]}
        />
      </section>

      <section aria-label="Access">
        <h3 className={classes.title}>Access</h3>
        <Facts
          rows={[
            ...ACCESS_NAMES.map(([fact, label]) => [label, facts.access?.[fact] ?? UNKNOWN] as const),
            ['API address', facts.apiBase ?? UNKNOWN],
          ]}
        />
      </section>

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
