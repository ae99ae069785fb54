import type { MonthTerm, PriceTerm, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import type { BookJson } from '@/lib/schema/price-book';
import { parseIsoDate } from '@/lib/schema/price-book-text';

export type TermJson = NonNullable<BookJson['terms']>[number];
export type MonthTermJson = NonNullable<BookJson['monthTerms']>[number];
export type PriceJson = NonNullable<BookJson['prices']>[number];
export type ScopeJson = NonNullable<TermJson['scope']>;
export type CurrencyJson = NonNullable<BookJson['currency']>;

/** A new contract: one term to start from, nothing else. */
export const NEW_CONTRACT: BookJson = {
  waybillBook: 1,
  source: '',
  terms: [{ label: '', scope: {}, percent: -10, source: '' }],
};

export function replaceAt<Item>(list: readonly Item[], at: number, item: Item): Item[] {
  return list.map((old, i) => (i === at ? item : old));
}

export function removeAt<Item>(list: readonly Item[], at: number): Item[] {
  return list.filter((_, i) => i !== at);
}

/** Moves an item one place up. */
export function moveUp<Item>(list: readonly Item[], at: number): Item[] {
  const moved = [...list];
  const [item] = moved.splice(at, 1);
  if (item !== undefined) moved.splice(at - 1, 0, item);
  return moved;
}

/** What a number field holds; an empty one holds nothing. */
export function toAmount(value: string | number): number | undefined {
  const amount = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(amount) ? amount : undefined;
}

/** An empty field is an absent one. */
export function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}

const span = ({ from, to }: { readonly from?: string | null; readonly to?: string | null }) => ({
  validFromMs: from == null ? null : parseIsoDate(from),
  validToMs: to == null ? null : parseIsoDate(to),
});

/** The term as the engine knows it, to be said in words while it is written. */
export function toTerm({ from, to, scope = {}, percent = 0, ...term }: TermJson): PriceTerm {
  return { ...term, scope, percent, ...span({ from, to }) };
}

export function toMonthTerm({ from, to, scope = {}, ...term }: MonthTermJson): MonthTerm {
  return { ...term, scope, ...span({ from, to }) };
}

const isCall = (unit: Unit) => unit === 'request' || unit === 'webSearch';
const DIGITS = 12;

/** What a field shows of a rate: tokens per 1M, calls by the one. */
export function shownRate(unit: Unit, rates: RateCard): number | '' {
  const rate = rates[unit];
  return rate === undefined ? '' : isCall(unit) ? Number((rate / 1e6).toPrecision(DIGITS)) : rate;
}

export function withRate(rates: RateCard, unit: Unit, amount: number | undefined): RateCard {
  const { [unit]: _old, ...others } = rates;
  if (amount === undefined) return others;
  return { ...others, [unit]: isCall(unit) ? Number((amount * 1e6).toPrecision(DIGITS)) : amount };
}

/** As it is sent: a term that does not say where it is written is written where the contract is. */
export function completeDraft(draft: BookJson): BookJson {
  const { source = '', terms = [], monthTerms = [] } = draft;
  const withSource = <Term extends { readonly source: string }>(term: Term) =>
    term.source.trim() === '' ? { ...term, source } : term;
  return { ...draft, terms: terms.map(withSource), monthTerms: monthTerms.map(withSource) };
}

const PLACES: readonly (readonly [path: RegExp, words: string])[] = [
  [/^terms\[(\d+)\]\.?/, 'Term'],
  [/^monthTerms\[(\d+)\]\.?/, 'Month term'],
  [/^prices\[(\d+)\]\.?/, 'Price'],
];

/** What the fields are called in the form. */
const FIELDS: readonly (readonly [path: RegExp, words: string])[] = [
  [/^label: /, 'Name of the term: '],
  [/^source: /, 'Where it is written: '],
  [/^scope\.offers\[\d+\]: /, 'Models: '],
  [/^percent: /, 'Percent: '],
  [/^usdPerMtok: /, 'Plus, per 1M tokens: '],
  [/^usdPerRequest: /, 'Plus, per request: '],
  [/^usdPerMonth: /, 'USD a month: '],
  [/^bands\[\d+\]\.\w+: /, 'Bands: '],
  [/^from: /, 'From: '],
  [/^to: /, 'Until: '],
  [/^offer: /, 'Offer: '],
  [/^currency\.code: /, 'Currency: '],
  [/^currency\.usdPerUnit: /, 'Exchange rate: '],
  [/^currency\.rateDate: /, 'Rate of: '],
  [/^currency\.source: /, 'Where the rate is from: '],
];

function withFieldName(problem: string): string {
  const field = FIELDS.find(([path]) => path.test(problem));
  return field === undefined ? problem : problem.replace(field[0], field[1]);
}

/** The server's problems, each with its place in the words of the form. */
export function problemsOf(message: string): string[] {
  return message
    .replace(/^price book: /, '')
    .split('; ')
    .map((problem) => {
      for (const [path, words] of PLACES) {
        const match = path.exec(problem);
        if (match !== null) return `${words} ${Number(match[1]) + 1}, ${withFieldName(problem.slice(match[0].length))}`;
      }
      return withFieldName(problem);
    });
}
