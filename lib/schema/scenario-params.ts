import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
} from 'nuqs/server';

/**
 * What a scenario is, as search parameters that every screen shares and a link carries: `w` workload name,
 * `p` policy (encodePolicy) or `policy` a saved one's name, `books` the price stack, `asOf` today | logged | ISO,
 * `rpd` requests a day where the log cannot say.
 */
export const scenarioParams = {
  w: parseAsString,
  p: parseAsString,
  policy: parseAsString,
  books: parseAsArrayOf(parseAsString),
  asOf: parseAsString.withDefault('today'),
  rpd: parseAsFloat,
};
export type ScenarioParams = inferParserType<typeof scenarioParams>;
export const loadScenarioParams = createLoader(scenarioParams);
export const scenarioQuery = createSerializer(scenarioParams);

/**
 * Assumptions of the Return screen: `oneOff`, `running` (a month), `cash` at hand and `other` spend a month in USD,
 * `start` as YYYY-MM.
 */
export const returnParams = {
  oneOff: parseAsFloat,
  running: parseAsFloat,
  start: parseAsString,
  cash: parseAsFloat,
  other: parseAsFloat,
};
export const loadReturnParams = createLoader(returnParams);

/** Bills: lines by `vendor` or `model`, of the `plan` or of `today`. */
export const billsParams = { by: parseAsString.withDefault('vendor'), side: parseAsString.withDefault('plan') };
export const loadBillsParams = createLoader(billsParams);
