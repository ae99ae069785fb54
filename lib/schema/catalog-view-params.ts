import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';

/** Columns of the catalog's table beside the model, in their order. */
export const CATALOG_COLUMNS = [
  'seller',
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
  'context',
  'maxOutput',
  'can',
  'speed',
  'firstToken',
  'origin',
  'regions',
  'weights',
  'ends',
  'book',
  'from',
  'notes',
] as const;
export type CatalogColumn = (typeof CATALOG_COLUMNS)[number];

/** What one sees without asking for more. */
export const DEFAULT_COLUMNS: readonly CatalogColumn[] = [
  'seller',
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'context',
  'can',
  'origin',
  'book',
  'from',
  'notes',
];

/** More than this many side by side cannot be read. */
export const MAX_COMPARED = 5;

/** How the catalog is looked at: `at` the date of the prices (absent: now), `cols` the columns, `pick` offers to compare. */
export const catalogViewParams = {
  at: parseAsString,
  cols: parseAsArrayOf(parseAsStringLiteral(CATALOG_COLUMNS)).withDefault([...DEFAULT_COLUMNS]),
  pick: parseAsArrayOf(parseAsString).withDefault([]),
};
export type CatalogViewParams = inferParserType<typeof catalogViewParams>;

/** `w` the workload whose days stand behind a price history. */
export const historyParams = { w: parseAsString };
export const loadHistoryParams = createLoader(historyParams);

/** Which lines a sheet has: prices of `at`, and those of histories where `observed`. */
export const sheetParams = { at: parseAsString, observed: parseAsInteger };
export const loadSheetParams = createLoader(sheetParams);

/** Two to five offers side by side; `n` requests of `in` input and `out` output tokens each. */
export const compareParams = {
  offers: parseAsArrayOf(parseAsString).withDefault([]),
  books: parseAsArrayOf(parseAsString),
  at: parseAsString,
  n: parseAsInteger.withDefault(1000),
  in: parseAsInteger.withDefault(2000),
  out: parseAsInteger.withDefault(500),
  w: parseAsString,
};
export type CompareParams = inferParserType<typeof compareParams>;
export const loadCompareParams = createLoader(compareParams);
