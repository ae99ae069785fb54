import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { CERTAINTIES, PLAN_DIMENSIONS } from '@/lib/domain/plan';
import { scenarioParams } from './scenario-params';

/**
 * What the Studio looks for and supposes, beside the scenario itself: `floor` the share of today's quality to keep
 * (0.97), set while the plan is the cheapest one found for it; `sure` whether the floor holds for estimates or for
 * lower bounds; `cand` the models a plan may use; `by` what its rules may ask; `kmax` models at most; `one` one model
 * a task; `growth` percent a month; `price` supposed price changes, `openai/*:-20` in percent; `ev` evidence open.
 */
export const studioParams = {
  floor: parseAsFloat,
  sure: parseAsStringLiteral(CERTAINTIES).withDefault('estimate'),
  cand: parseAsArrayOf(parseAsString),
  by: parseAsArrayOf(parseAsStringLiteral(PLAN_DIMENSIONS)).withDefault(['task', 'size']),
  kmax: parseAsInteger,
  one: parseAsBoolean.withDefault(false),
  growth: parseAsFloat,
  price: parseAsArrayOf(parseAsString),
  ev: parseAsBoolean.withDefault(false),
};
export type StudioParams = inferParserType<typeof studioParams>;
export const loadStudioParams = createLoader(studioParams);
/** A whole address of the Studio: the scenario, what is looked for and what is supposed. */
export const studioQuery = createSerializer({ ...scenarioParams, ...studioParams });
