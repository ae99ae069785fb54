import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { CONFLICT_KINDS } from '@/lib/domain/conflicts-view';
import { scenarioParams } from './scenario-params';

/**
 * `books` is the stack in use, `of` the books compared (none: all); `at` an ISO date (none: today); `min` the least
 * difference in percent; `kind` what they disagree about; `by` compares books, or sellers of one model.
 */
export const conflictsParams = {
  w: scenarioParams.w,
  books: scenarioParams.books,
  of: parseAsArrayOf(parseAsString),
  at: parseAsString,
  min: parseAsFloat.withDefault(0),
  q: parseAsString.withDefault(''),
  kind: parseAsStringLiteral(CONFLICT_KINDS).withDefault('prices'),
  by: parseAsStringLiteral(['book', 'seller'] as const).withDefault('book'),
  page: parseAsInteger.withDefault(1),
};
export type ConflictsParams = inferParserType<typeof conflictsParams>;
export const loadConflictsParams = createLoader(conflictsParams);
export const conflictsQuery = createSerializer(conflictsParams);
