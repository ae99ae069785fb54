import {
  deletePolicy,
  deleteScenario,
  savePolicy as insertPolicy,
  saveScenario as insertScenario,
  listPolicyNames,
  listScenarios,
} from '@/db/queries/policies';
import { formatBookRef } from '@/lib/domain/book-ref';
import { WaybillError } from '@/lib/domain/errors';
import type { PlanSearch, ScenarioSummary } from '@/lib/domain/scenario';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { type StudioParams, studioQuery } from '@/lib/schema/studio-params';
import { getDatabase } from './database';
import { summariseScenario } from './scenario-summary';
import { policyOf, viewScenario } from './view-scenario';

const MAX_NAME_CHARS = 120;
const MAX_FLOOR = 10;

/** A saved scenario with the link that opens it again. */
export type ScenarioLink = {
  readonly id: number;
  readonly name: string;
  readonly workload: string;
  readonly summary: ScenarioSummary;
  readonly savedAtMs: number;
  readonly href: string;
};

/** Trims a name; throws 'bad-input' for one that is empty or too long. */
function parseName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new WaybillError('bad-input', 'give it a name');
  if (trimmed.length > MAX_NAME_CHARS)
    throw new WaybillError('bad-input', `a name has at most ${MAX_NAME_CHARS} characters`);
  return trimmed;
}

/** What a plan of the Studio was found for; null where no floor is set, or prices are supposed, which are not kept. */
export function searchOf(studio: StudioParams): PlanSearch | null {
  const { floor, sure, cand, by, kmax, one, price } = studio;
  if (floor === null || price !== null) return null;
  if (!(floor >= 0 && floor <= MAX_FLOOR))
    throw new WaybillError('bad-input', `a floor is 0 to ${MAX_FLOOR}: ${floor}`);
  return { floor, certainty: sure, candidates: cand, by, modelsAtMost: kmax, oneModelPerTask: one };
}

/**
 * Saves what a link shows under a name, with the book versions it was computed with and, where the plan was found for
 * a floor, with that question; the same name is replaced.
 */
export async function saveScenario(
  name: string,
  params: ScenarioParams,
  search: PlanSearch | null = null,
): Promise<void> {
  const parsed = parseName(name);
  const view = await viewScenario(params);
  if (view === null) throw new WaybillError('not-found', 'there is no workload to save a scenario of');
  insertScenario(await getDatabase(), {
    name: parsed,
    workloadId: view.workload.id,
    policy: view.policy,
    inputs: { asOf: view.asOf, books: view.inputs.books, requestsPerDay: params.rpd, ...(search && { search }) },
    summary: summariseScenario(view),
    createdAtMs: Date.now(),
  });
}

/** Saves the policy of a link under a name, which becomes its own; the same name is replaced. */
export async function savePolicy(name: string, params: Pick<ScenarioParams, 'p' | 'policy'>): Promise<void> {
  const parsed = parseName(name);
  const policy = await policyOf(params);
  if (policy === null)
    throw new WaybillError('bad-input', 'there is no policy yet: start from a template or add a rule');
  insertPolicy(await getDatabase(), parsed, { ...policy, name: parsed }, Date.now());
}

export async function removePolicy(name: string): Promise<void> {
  deletePolicy(await getDatabase(), name);
}

export async function removeScenario(id: number): Promise<void> {
  deleteScenario(await getDatabase(), id);
}

function askedBy({ floor, certainty, candidates, by, modelsAtMost, oneModelPerTask }: PlanSearch) {
  return {
    floor,
    sure: certainty,
    cand: candidates && [...candidates],
    by: [...by],
    kmax: modelsAtMost,
    one: oneModelPerTask,
  };
}

/** What was saved, the latest first, and the names of the saved policies. */
export async function listSaved(): Promise<{
  readonly scenarios: readonly ScenarioLink[];
  readonly policies: readonly string[];
}> {
  const database = await getDatabase();
  const scenarios = listScenarios(database).map(({ id, name, workload, policy, inputs, summary, createdAtMs }) => ({
    id,
    name,
    workload,
    summary,
    savedAtMs: createdAtMs,
    href: studioQuery('/studio', {
      w: workload,
      p: encodePolicy(policy),
      books: inputs.books.map(formatBookRef),
      asOf: inputs.asOf,
      rpd: inputs.requestsPerDay,
      ...(inputs.search && askedBy(inputs.search)),
    }),
  }));
  return { scenarios, policies: listPolicyNames(database) };
}
