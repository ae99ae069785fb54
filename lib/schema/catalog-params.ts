import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { CAPABILITIES } from '@/lib/domain/price';

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
  'book',
  'from',
] as const;

/** What the catalog shows: `can` capabilities (all of them), `maxIn` the highest input price per 1M tokens in USD. */
export const catalogParams = {
  q: parseAsString.withDefault(''),
  seller: parseAsArrayOf(parseAsString).withDefault([]),
  origin: parseAsArrayOf(parseAsString).withDefault([]),
  can: parseAsArrayOf(parseAsStringLiteral(CAPABILITIES)).withDefault([]),
  maxIn: parseAsFloat,
  book: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsStringLiteral(CATALOG_SORTS),
  dir: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
};
export type CatalogParams = inferParserType<typeof catalogParams>;

/** The offer whose drawer is open. */
export const offerParams = { offer: parseAsString };
export const loadOfferParams = createLoader(offerParams);
