import { WaybillError } from '@/lib/domain/errors';
import { modelOf, type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { ClockWindow, MonthTerm, OfferFacts, PriceBook, PriceRow, PriceTerm, TermScope } from '@/lib/domain/price';
import { formatIssues } from './issues';
import { type BookJson, bookJsonSchema, type ParsedBookJson } from './price-book';
import { findImplausible, findOverlaps } from './price-book-checks';
import { formatDays, formatIsoDate, formatTimeOfDay, parseDays, parseIsoDate, parseTimeOfDay } from './price-book-text';

type Parsed<Key extends keyof ParsedBookJson> = NonNullable<ParsedBookJson[Key]> extends (infer Item)[] ? Item : never;
type Dated = { readonly from?: string | null; readonly to?: string | null };

const msOf = (text: string | null | undefined) => (text == null ? null : parseIsoDate(text));

function toSpan({ from, to }: Dated) {
  return { validFromMs: msOf(from), validToMs: msOf(to) };
}

function toRow(price: Parsed<'prices'>, bookName: string): PriceRow {
  const toWindow = ({ days, from, to, timeZone }: NonNullable<typeof price.hours>[number]): ClockWindow => ({
    weekdays: parseDays(days) as number,
    startSecond: parseTimeOfDay(from) as number,
    endSecond: parseTimeOfDay(to) as number,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return {
    offerId: parseOfferId(price.offer),
    ...toSpan(price),
    clock: price.hours == null ? null : price.hours.map(toWindow),
    serviceTier: price.tier,
    ...(price.region == null ? {} : { region: price.region }),
    rates: price.rates,
    contextTiers: price.contextTiers.map(({ aboveTokens, fromTokens, rates }) => ({
      thresholdTokens: (aboveTokens ?? fromTokens) as number,
      inclusive: fromTokens !== undefined,
      rates,
    })),
    sourceUrl: price.source || `as written in ${bookName}`,
    checkedOn: price.checkedOn ?? null,
    ...(price.note ? { note: price.note } : {}),
  };
}

function toTerm<Term extends Dated & { readonly scope: object }>({ from, to, ...term }: Term) {
  return { ...term, ...toSpan({ from, to }) };
}

function rowProblems(json: ParsedBookJson, rows: readonly PriceRow[]): string[] {
  const usdPerUnit = json.currency?.usdPerUnit ?? 1;
  const implausible = rows.flatMap((row, at) =>
    [
      { rates: row.rates, place: '' },
      ...row.contextTiers.map((tier, i) => ({ rates: tier.rates, place: `.contextTiers[${i}]` })),
    ].flatMap(({ rates, place }) => {
      const problem = findImplausible(rates, usdPerUnit);
      return problem === null ? [] : [`prices[${at}]${place}.rates: ${problem}`];
    }),
  );
  const overlaps = findOverlaps(rows).map(
    ({ at, earlier }) => `prices[${at}]: a second price of ${rows[at]?.offerId} at the same time as prices[${earlier}]`,
  );
  return [...implausible, ...overlaps];
}

const MAX_PROBLEMS = 20;

function refuse(problems: string): never {
  throw new WaybillError('bad-input', `price book: ${problems}`);
}

/** Checks parsed JSON as a price book. Throws WaybillError 'bad-input' that names the path of every problem. */
export function parseBookJson(json: unknown, name: string, version: string): PriceBook {
  const result = bookJsonSchema.safeParse(json);
  if (!result.success) refuse(formatIssues(result.error.issues));
  const parsed = result.data;
  const rows = parsed.prices.map((price) => toRow(price, name));
  const problems = rowProblems(parsed, rows);
  if (problems.length > 0) {
    const more = problems.length - MAX_PROBLEMS;
    refuse(`${problems.slice(0, MAX_PROBLEMS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`);
  }
  if (rows.length + parsed.terms.length + parsed.monthTerms.length === 0)
    refuse('it holds no price, no term and no month term');
  const stated = parsed.offers.map(({ offer, name: title, match, facts, sameModelAs }) => ({
    offerId: parseOfferId(offer),
    name: title ?? modelOf(offer as OfferId),
    match: match ?? null,
    facts: facts as OfferFacts,
    sameModelAs: sameModelAs == null ? null : parseOfferId(sameModelAs),
  }));
  const known = new Set(stated.map(({ offerId }) => offerId));
  const implied = [...new Set(rows.map((row) => row.offerId))].filter((offerId) => !known.has(offerId));
  const providers = parsed.providers.map(({ provider, name: title, modelMatch, fallbackProviders }) => ({
    provider,
    name: title ?? provider,
    modelMatch: modelMatch ?? null,
    fallbackProviders,
  }));
  const offers = [
    ...stated,
    ...implied.map((offerId) => ({
      offerId,
      name: modelOf(offerId),
      match: { equals: modelOf(offerId) },
      facts: {},
      sameModelAs: null,
    })),
  ];
  const missing = new Set(offers.map(({ offerId }) => providerOf(offerId)));
  for (const { provider } of providers) missing.delete(provider);
  return {
    name,
    version,
    source: parsed.source || 'written by hand',
    licence: parsed.licence || 'your own',
    observed: parsed.observed,
    providers: [
      ...providers,
      ...[...missing].map((provider) => ({ provider, name: provider, modelMatch: null, fallbackProviders: [] })),
    ],
    offers,
    rows,
    ...(parsed.currency == null ? {} : { currency: parsed.currency }),
    ...(parsed.terms.length === 0 ? {} : { terms: parsed.terms.map(toTerm) as PriceTerm[] }),
    ...(parsed.monthTerms.length === 0 ? {} : { monthTerms: parsed.monthTerms.map(toTerm) as MonthTerm[] }),
  };
}

function spanToJson({ validFromMs, validToMs }: { validFromMs: number | null; validToMs: number | null }) {
  return {
    ...(validFromMs === null ? {} : { from: formatIsoDate(validFromMs) }),
    ...(validToMs === null ? {} : { to: formatIsoDate(validToMs) }),
  };
}

function scopeToJson({ offers, units, serviceTiers }: TermScope) {
  return {
    ...(offers === undefined ? {} : { offers: [...offers] }),
    ...(units === undefined ? {} : { units: [...units] }),
    ...(serviceTiers === undefined ? {} : { serviceTiers: [...serviceTiers] }),
  };
}

export type PriceJson = NonNullable<BookJson['prices']>[number];

function rowToJson(row: PriceRow): PriceJson {
  return {
    offer: row.offerId,
    ...(row.serviceTier === 'standard' ? {} : { tier: row.serviceTier }),
    ...(row.region == null ? {} : { region: row.region }),
    ...spanToJson(row),
    ...(row.clock === null
      ? {}
      : {
          hours: row.clock.map(({ weekdays, startSecond, endSecond, timeZone }) => ({
            days: formatDays(weekdays),
            from: formatTimeOfDay(startSecond),
            to: formatTimeOfDay(endSecond),
            ...(timeZone === undefined ? {} : { timeZone }),
          })),
        }),
    rates: row.rates,
    ...(row.contextTiers.length === 0
      ? {}
      : {
          contextTiers: row.contextTiers.map(({ thresholdTokens, inclusive, rates }) => ({
            ...(inclusive ? { fromTokens: thresholdTokens } : { aboveTokens: thresholdTokens }),
            rates,
          })),
        }),
    source: row.sourceUrl,
    ...(row.checkedOn === null ? {} : { checkedOn: row.checkedOn }),
    ...(row.note ? { note: row.note } : {}),
  };
}

/** A book as JSON that `parseBookJson` reads back to the same book. */
export function toBookJson(book: PriceBook): BookJson {
  return {
    waybillBook: 1,
    name: book.name,
    source: book.source,
    licence: book.licence,
    ...(book.observed ? { observed: true } : {}),
    ...(book.currency == null ? {} : { currency: { ...book.currency } }),
    ...(book.terms === undefined
      ? {}
      : {
          terms: book.terms.map(({ validFromMs, validToMs, scope, ...term }) => ({
            ...term,
            scope: scopeToJson(scope),
            ...spanToJson({ validFromMs, validToMs }),
          })),
        }),
    ...(book.monthTerms === undefined
      ? {}
      : {
          monthTerms: book.monthTerms.map(({ validFromMs, validToMs, scope, ...term }) => ({
            ...(term.kind === 'volume' ? { ...term, bands: term.bands.map((band) => ({ ...band })) } : term),
            scope: scopeToJson(scope),
            ...spanToJson({ validFromMs, validToMs }),
          })),
        }),
    prices: book.rows.map(rowToJson),
    offers: book.offers.map(({ offerId, name, match, facts, sameModelAs }) => ({
      offer: offerId,
      name,
      match,
      facts: facts as { [fact: string]: unknown },
      ...(sameModelAs === null ? {} : { sameModelAs }),
    })),
    providers: book.providers.map(({ provider, name, modelMatch, fallbackProviders }) => ({
      provider,
      name,
      ...(modelMatch === null ? {} : { modelMatch }),
      fallbackProviders: [...fallbackProviders],
    })),
  };
}
