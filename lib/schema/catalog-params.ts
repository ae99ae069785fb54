import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { type AccessFact, CAPABILITIES } from '@/lib/domain/price';

/** Columns a person can sort the catalog by. */
export const CATALOG_SORTS = [
  'model',
  'seller',
  'origin',
  'context',
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'reasoning',
  'audioIn',
  'audioOut',
  'imageIn',
  'imageOut',
  'request',
  'webSearch',
  'batchIn',
  'batchOut',
  'maxOutput',
  'speed',
  'firstToken',
  'ends',
  'weights',
  'book',
  'from',
] as const;

/** Facts whose absence can be asked for. */
export const UNKNOWN_FACTS = [
  'context',
  'abilities',
  'origin',
  'regions',
  'weights',
  'speed',
  'firstToken',
  'ends',
  'access',
] as const;

/** The access facts as the address names them. */
export const ACCESS_PARAMS = {
  payment: 'pay',
  signUp: 'signup',
  apiShape: 'api',
  geography: 'geo',
  docs: 'docs',
  support: 'support',
  currency: 'cur',
} as const satisfies { readonly [fact in AccessFact]: string };

const texts = parseAsArrayOf(parseAsString).withDefault([]);
const positive = createParser({
  parse: (text) => (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : null),
  serialize: String,
});
const day = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: String,
});

/** By facts: a fact that is not known matches none of them, but `unk`, which asks for just that. */
const factParams = {
  /** Context window, tokens at least. */
  ctx: positive,
  /** Where calls are processed: every region of the offer lies in one of these. */
  in: texts,
  weights: parseAsStringLiteral(['open', 'closed']),
  /** Ends on this day or later. */
  lasts: day,
  /** Output tokens a second, at least. */
  speed: positive,
  /** Milliseconds to the first token, at most. */
  first: positive,
  pay: texts,
  signup: texts,
  api: texts,
  geo: texts,
  docs: texts,
  support: texts,
  cur: texts,
  unk: parseAsArrayOf(parseAsStringLiteral(UNKNOWN_FACTS)).withDefault([]),
};
export type FactFilter = inferParserType<typeof factParams>;

/** What the catalog shows: `can` capabilities (all of them), `maxIn` the highest input price per 1M tokens in USD. */
export const catalogParams = {
  q: parseAsString.withDefault(''),
  seller: parseAsArrayOf(parseAsString).withDefault([]),
  origin: parseAsArrayOf(parseAsString).withDefault([]),
  can: parseAsArrayOf(parseAsStringLiteral(CAPABILITIES)).withDefault([]),
  maxIn: parseAsFloat,
  book: parseAsArrayOf(parseAsString).withDefault([]),
  ...factParams,
  sort: parseAsStringLiteral(CATALOG_SORTS),
  dir: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
};
export type CatalogParams = inferParserType<typeof catalogParams>;

/** The offer whose drawer is open. */
export const offerParams = { offer: parseAsString };
export const loadOfferParams = createLoader(offerParams);
