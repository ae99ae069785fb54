import { createLoader, createSerializer, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { RESOLVED_BY } from '@/lib/domain/names-view';
import { scenarioParams } from './scenario-params';

/** `name` is the one being mapped, `to` the offer it may be; `q` and `by` filter the resolved names. No `w`: all workloads. */
export const namesParams = {
  w: scenarioParams.w,
  books: scenarioParams.books,
  name: parseAsString,
  to: parseAsString,
  q: parseAsString.withDefault(''),
  by: parseAsStringLiteral(RESOLVED_BY),
};
export type NamesParams = inferParserType<typeof namesParams>;
export const loadNamesParams = createLoader(namesParams);
export const namesQuery = createSerializer(namesParams);
