import { createLoader, createSerializer, type inferParserType, parseAsString } from 'nuqs/server';
import { scenarioParams } from './scenario-params';

/**
 * `task` or `bench` is the evidence on show: what judges a task of the workload, or a benchmark by its id;
 * `eval` the eval set whose pairs are compared, `of` the one of its tasks (none: all).
 */
export const evidenceParams = {
  w: scenarioParams.w,
  books: scenarioParams.books,
  asOf: scenarioParams.asOf,
  task: parseAsString,
  bench: parseAsString,
  eval: parseAsString,
  of: parseAsString,
};
export type EvidenceParams = inferParserType<typeof evidenceParams>;
export const loadEvidenceParams = createLoader(evidenceParams);
export const evidenceQuery = createSerializer(evidenceParams);
