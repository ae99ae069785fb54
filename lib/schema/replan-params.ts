import { createLoader, type inferParserType, parseAsArrayOf, parseAsFloat, parseAsString } from 'nuqs/server';

/**
 * `floor`: the share of a route's present score that another must keep; `cand`: the models a route may go to;
 * `scenario`: the saved scenario whose policy is meant, instead of a saved policy.
 */
export const replanParams = {
  floor: parseAsFloat.withDefault(0.97),
  cand: parseAsArrayOf(parseAsString),
  scenario: parseAsString,
};
export type ReplanParams = inferParserType<typeof replanParams>;
export const loadReplanParams = createLoader(replanParams);
