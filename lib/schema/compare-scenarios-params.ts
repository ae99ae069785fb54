import { createLoader, createSerializer, type inferParserType, parseAsArrayOf, parseAsString } from 'nuqs/server';

/**
 * `s`: names of saved scenarios, in the order in which they stand; the first is what the others are compared with.
 * `why`: the one whose bill is explained, from today's or, where `from` is set, from the first one's.
 */
export const compareScenariosParams = {
  s: parseAsArrayOf(parseAsString).withDefault([]),
  why: parseAsString,
  from: parseAsString,
};
export type CompareScenariosParams = inferParserType<typeof compareScenariosParams>;
export const loadCompareScenariosParams = createLoader(compareScenariosParams);
export const compareScenariosQuery = createSerializer(compareScenariosParams);
