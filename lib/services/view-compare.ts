import { loadEvidence } from '@/db/queries/evidence';
import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import type { CompareGroup, CompareRow, CompareView } from '@/lib/domain/compare-view';
import { WaybillError } from '@/lib/domain/errors';
import { type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import { CAPABILITIES, type OfferFacts, type PriceBook, type RateCard } from '@/lib/domain/price';
import { SERVICE_TIERS, TOKEN_COUNT_KEYS, type TokenCounts, UNITS, type Unit } from '@/lib/domain/usage';
import { hoursWords, termWords } from '@/lib/engine/explain-price-words';
import { findHours, type HourPrice } from '@/lib/engine/price-hours';
import { createPriceStack, type PriceStack } from '@/lib/engine/price-stack';
import { cardFor, priceLines } from '@/lib/engine/price-usage';
import { type CompareParams, MAX_COMPARED } from '@/lib/schema/catalog-view-params';
import { DEFAULT_BOOKS, listBooks, openStack } from './books';
import { type Draft, toRow } from './compare-rows';
import { getDatabase } from './database';
import { namesOfProviders } from './list-offers';
import { viewHistory } from './offer-history';
import { parseAt } from './view-catalog';
import { factSourcesOf } from './view-offer';

const MAX_COUNT = 1e9;

const UNIT_LABELS: { readonly [unit in Unit]: string } = {
  input: 'Input',
  cacheRead: 'Cache read',
  cacheWrite: 'Cache write',
  cacheWrite1h: 'Cache write, 1 hour',
  inputAudio: 'Audio input',
  inputImage: 'Image input',
  output: 'Output',
  reasoning: 'Reasoning',
  outputAudio: 'Audio output',
  outputImage: 'Image output',
  webSearch: 'Web search, each',
  request: 'Request, each',
};

type Priced = {
  readonly offerId: OfferId;
  readonly stack: PriceStack;
  readonly hours: readonly HourPrice[];
  readonly isOutsideStack: boolean;
  readonly unpriced: string | null;
};

/** By the stack chosen, else by the first other book that has a price on the date. */
function priceOffer(offerId: OfferId, stack: PriceStack, books: readonly PriceBook[], atMs: number): Priced {
  const inStack = findHours(stack, offerId, atMs, 'standard');
  if (typeof inStack !== 'string') return { offerId, stack, hours: inStack, isOutsideStack: false, unpriced: null };
  for (const book of books) {
    const alone = createPriceStack([book]);
    const hours = findHours(alone, offerId, atMs, 'standard');
    if (typeof hours !== 'string') return { offerId, stack: alone, hours, isOutsideStack: true, unpriced: null };
  }
  return { offerId, stack, hours: [], isOutsideStack: true, unpriced: inStack };
}

function rangeOf(values: readonly (number | undefined)[]): { readonly low: number; readonly high: number } | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 || known.length < values.length
    ? null
    : { low: Math.min(...known), high: Math.max(...known) };
}

const rows = (made: readonly (CompareRow | null)[]): CompareRow[] => made.filter((row) => row !== null);

const pairOf = (rates: RateCard): Draft => ({
  cell: { kind: 'pair', input: rates.input ?? null, output: rates.output ?? null },
});

function costRow(priced: readonly Priced[], { n, in: input, out }: CompareParams): CompareRow | null {
  for (const [name, count] of Object.entries({ requests: n, 'input tokens': input, 'output tokens': out }))
    if (!Number.isSafeInteger(count) || count < 0 || count > MAX_COUNT)
      throw new WaybillError(
        'bad-input',
        `${name} must be a whole number from 0 to ${MAX_COUNT.toLocaleString('en-US')}: ${count}`,
      );
  const none = Object.fromEntries(TOKEN_COUNT_KEYS.map((key) => [key, 0])) as unknown as TokenCounts;
  const counts: TokenCounts = { ...none, inputTokens: input, outputTokens: out };
  const count = (value: number) => value.toLocaleString('en-US');
  return toRow(
    `${count(n)} requests of ${count(input)} in and ${count(out)} out`,
    priced.map(({ hours }): Draft => {
      const usd = hours.map(({ found }) => {
        const lines = priceLines(counts, 1, cardFor(found.row, input));
        return typeof lines === 'string' ? undefined : lines.reduce((sum, line) => sum + line.usd, 0) * n;
      });
      const range = rangeOf(usd);
      return { cell: range && { kind: 'usd', ...range } };
    }),
  );
}

function originRow(priced: readonly Priced[], versions: ReadonlyMap<string, string>): CompareRow | null {
  return toRow(
    'Price from',
    priced.map(({ hours: [usual], isOutsideStack, unpriced }): Draft => {
      if (usual === undefined) return { cell: { kind: 'text', text: unpriced ?? 'no price' } };
      const { book, row, applied, extrapolated, currency } = usual.found;
      const notes = [
        `version ${versions.get(book) ?? '?'}`,
        isOutsideStack ? 'not in the books chosen' : '',
        extrapolated ? 'extrapolated: the nearest price seen' : '',
        row.note ? `set by hand: ${row.note}` : '',
        currency ? `${currency.code} at ${currency.usdPerUnit} USD, ${currency.rateDate}` : '',
        ...applied.map(({ book: by, term }) => `${by}: ${term.label}, ${termWords(term)}`),
        row.sourceUrl.replace(/^https?:\/\//, ''),
        row.checkedOn ? `checked on ${row.checkedOn}` : '',
      ];
      return { cell: { kind: 'text', text: book }, note: notes.filter(Boolean).join('; ') };
    }),
  );
}

function priceRows(priced: readonly Priced[]): CompareRow[] {
  return rows(
    UNITS.map((unit) =>
      toRow(
        UNIT_LABELS[unit],
        priced.map(({ hours }): Draft => {
          const range = rangeOf(hours.map(({ found }) => found.row.rates[unit]));
          return {
            cell: range && { kind: 'rate', unit, ...range },
            note: range && range.low < range.high ? 'by the hour' : null,
          };
        }),
      ),
    ),
  );
}

function contextRows(priced: readonly Priced[]): CompareRow[] {
  const tiersOf = ({ hours }: Priced) => hours[0]?.found.row.contextTiers ?? [];
  const all = new Map(priced.flatMap(tiersOf).map((tier) => [`${tier.thresholdTokens} ${tier.inclusive}`, tier]));
  return rows(
    [...all.values()]
      .sort((a, b) => a.thresholdTokens - b.thresholdTokens || Number(b.inclusive) - Number(a.inclusive))
      .map(({ thresholdTokens, inclusive }) =>
        toRow(
          `Input ${inclusive ? 'from' : 'over'} ${thresholdTokens.toLocaleString('en-US')} tokens`,
          priced.map((offer): Draft => {
            const tier = tiersOf(offer).find(
              (own) => own.thresholdTokens === thresholdTokens && own.inclusive === inclusive,
            );
            return tier === undefined ? { cell: null } : pairOf(tier.rates);
          }),
        ),
      ),
  );
}

function hourRows(priced: readonly Priced[]): CompareRow[] {
  const all = new Set(priced.flatMap(({ hours }) => hours.flatMap(({ clock }) => (clock ? [hoursWords(clock)] : []))));
  if (all.size === 0) return [];
  const rowOf = (label: string, isThis: (hour: HourPrice) => boolean) =>
    toRow(
      label,
      priced.map(({ hours }): Draft => {
        const hour = hours.length > 1 ? hours.find(isThis) : undefined;
        return hour === undefined ? { cell: null } : pairOf(hour.found.row.rates);
      }),
    );
  return rows([
    ...[...all].map((words) => rowOf(words, ({ clock }) => clock !== null && hoursWords(clock) === words)),
    rowOf('All other hours', ({ clock }) => clock === null),
  ]);
}

function serviceRows(priced: readonly Priced[], atMs: number): CompareRow[] {
  return rows(
    SERVICE_TIERS.filter((tier) => tier !== 'standard').map((tier) =>
      toRow(
        `${tier[0]?.toUpperCase()}${tier.slice(1)}`,
        priced.map(({ offerId, stack }): Draft => {
          const found = findHours(stack, offerId, atMs, tier);
          const first = typeof found === 'string' ? undefined : found[0]?.found;
          return first === undefined || first.standardInstead ? { cell: null } : pairOf(first.row.rates);
        }),
      ),
    ),
  );
}

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');
const text = (words: string | undefined): Draft['cell'] => (words === undefined ? null : { kind: 'text', text: words });
const tokens = (count: number | undefined): Draft['cell'] =>
  count === undefined ? null : { kind: 'tokens', tokens: count };

const FACTS: readonly (readonly [label: string, fact: string, cellOf: (facts: OfferFacts) => Draft['cell']])[] = [
  ['Context window', 'contextWindowTokens', (facts) => tokens(facts.contextWindowTokens)],
  ['Output limit', 'maxOutputTokens', (facts) => tokens(facts.maxOutputTokens)],
  ...CAPABILITIES.map(
    (need) =>
      [
        need === 'json' || need === 'pdf' ? need.toUpperCase() : `${need[0]?.toUpperCase()}${need.slice(1)}`,
        `capabilities.${need}`,
        (facts: OfferFacts) => text(yesNo(facts.capabilities?.[need])),
      ] as const,
  ),
  ['Maker from', 'origin', ({ origin }) => text(origin === undefined ? undefined : (countries.of(origin) ?? origin))],
  ['Open weights', 'openWeights', (facts) => text(yesNo(facts.openWeights))],
  ['Data stays in', 'regions', (facts) => text(facts.regions?.join(', '))],
  ['Tokens a second', 'outputTokensPerSecond', (facts) => tokens(facts.outputTokensPerSecond)],
  ['First token', 'firstTokenMs', ({ firstTokenMs: ms }) => text(ms === undefined ? undefined : `${ms} ms`)],
  ['Ends on', 'deprecatedOn', (facts) => text(facts.deprecatedOn)],
  ['Payment', 'access.payment', (facts) => text(facts.access?.payment)],
  ['Sign-up', 'access.signUp', (facts) => text(facts.access?.signUp)],
  ['API shape', 'access.apiShape', (facts) => text(facts.access?.apiShape)],
];

/** Two to five offers side by side. Throws 'bad-input' and 'not-found' that name the place. */
export async function viewCompare(params: CompareParams): Promise<CompareView> {
  const summaries = await listBooks();
  const names = summaries.map(({ name }) => name);
  const { books, stack: whole, makerOf } = await openStack(names);
  const stackNames = params.books ?? DEFAULT_BOOKS;
  const { stack, refs } = await openStack(stackNames);
  const atMs = parseAt(params.at, Date.now());
  const asked = [...new Set(params.offers)].slice(0, MAX_COMPARED);
  const offerOf = new Map(
    books.toReversed().flatMap((book) => book.offers.map((offer) => [offer.offerId as string, offer])),
  );
  const known = asked.filter((id) => offerOf.has(id)).map(parseOfferId);
  const priced = known.map((offerId) => priceOffer(offerId, stack, books, atMs));
  const versions = new Map([...summaries, ...refs].map(({ name, version }) => [name, version]));
  const providerNames = namesOfProviders(books);
  const sources = known.map((offerId) => factSourcesOf(books, offerId, summaries));
  const evidence = loadEvidence(await getDatabase());
  const factRows = FACTS.map(([label, fact, cellOf]) =>
    toRow(
      label,
      known.map((offerId, i): Draft => {
        const source = sources[i]?.[fact];
        const note = source === undefined ? null : [source.source, source.on].filter(Boolean).join(', ');
        return { cell: cellOf(whole.factsOf(offerId)), note };
      }),
    ),
  );
  const evidenceRows = BENCHMARKS.map(({ id, title }) =>
    toRow(
      title,
      known.map((offerId): Draft => {
        const own = evidence
          .filter((item) => item.benchmark === id && (item.offerId === offerId || item.offerId === makerOf(offerId)))
          .sort(
            (a, b) =>
              (b.sampleSize ?? 0) - (a.sampleSize ?? 0) || (b.measuredOn ?? '').localeCompare(a.measuredOn ?? ''),
          )[0];
        if (own === undefined) return { cell: null };
        const { score, sampleSize, kind, source, measuredOn } = own;
        const note = [kind === 'prior' ? 'prior' : kind, measuredOn ?? ''].filter(Boolean).join(', ');
        return { cell: { kind: 'score', score, sampleSize, note }, note: source };
      }),
    ),
  );
  const groups: CompareGroup[] = [
    { title: 'Cost', rows: rows([costRow(priced, params)]) },
    { title: 'Prices in force, USD per 1M tokens', rows: rows([...priceRows(priced), originRow(priced, versions)]) },
    { title: 'By the size of the input, input / output', rows: contextRows(priced) },
    { title: 'By the hour, input / output', rows: hourRows(priced) },
    { title: 'Service tiers, input / output', rows: serviceRows(priced, atMs) },
    { title: 'Facts', rows: rows(factRows) },
    { title: 'Evidence of quality', rows: rows(evidenceRows) },
  ];
  return {
    kind: 'compared',
    offers: await Promise.all(
      priced.map(async ({ offerId, hours, isOutsideStack }) => ({
        offerId,
        name: offerOf.get(offerId)?.name ?? offerId,
        providerName: providerNames.get(providerOf(offerId)) ?? providerOf(offerId),
        book: hours[0]?.found.book ?? null,
        isOutsideStack,
        history: await viewHistory(offerId, params.w),
      })),
    ),
    unknown: asked.filter((id) => !offerOf.has(id)),
    stack: stackNames,
    books: names,
    groups: groups.filter((group) => group.rows.length > 0),
  };
}
