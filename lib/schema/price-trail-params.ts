import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';

/** Which figure is asked about: `why` is `model:ID`, `vendor:ID`, `task:NAME`, `team:NAME` or `all`. */
export const priceTrailParams = {
  why: parseAsString,
  whySide: parseAsStringLiteral(['today', 'plan'] as const),
};
export type PriceTrailParams = inferParserType<typeof priceTrailParams>;

/** What the drawer asks of the server: the figure, and the screen that shows it, which decides what it is scaled to. */
export const trailRequestParams = {
  ...priceTrailParams,
  screen: parseAsStringLiteral(['overview', 'studio', 'bills'] as const).withDefault('studio'),
};
export type TrailRequest = inferParserType<typeof trailRequestParams>;
export const loadTrailRequest = createLoader(trailRequestParams);
