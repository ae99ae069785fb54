import type { Database } from '@/db/client';
import { listPolicyNames, listScenarios } from '@/db/queries/policies';
import { listWorkloads } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ReplanParams } from '@/lib/schema/replan-params';
import type { ScenarioParams } from '@/lib/schema/scenario-params';

/** What a re-plan can be of, and what is chosen. */
export type ReplanChoice = {
  readonly policies: readonly string[];
  /** Of this workload, each without a saved policy of its name: once a change is taken there is one, which is meant from then on. */
  readonly scenarios: readonly string[];
  readonly policyName: string | null;
  /** The policy is a scenario's: the first change taken saves it under `policyName`. */
  readonly isScenario: boolean;
  readonly params: ScenarioParams;
};

/** Finds the saved policy or the scenario that an address names. Throws 'not-found' for a scenario that is none of the workload. */
export function chooseForReplan(database: Database, asked: ScenarioParams & ReplanParams): ReplanChoice {
  const workload = asked.w ?? listWorkloads(database).at(-1)?.name;
  const policies = listPolicyNames(database);
  const saved = listScenarios(database).filter((scenario) => scenario.workload === workload);
  const scenarios = saved.map(({ name }) => name).filter((name) => !policies.includes(name));
  const { scenario: name } = asked;
  const chosen = saved.find((scenario) => scenario.name === name);
  // Its books in their present versions: a re-plan is at what is known by now.
  const inputs = chosen && {
    books: asked.books ?? chosen.inputs.books.map((book) => book.name),
    rpd: asked.rpd ?? chosen.inputs.requestsPerDay,
  };
  const base = { policies, scenarios };
  const ofPolicy = (policy: string | null) => ({
    ...base,
    policyName: policy,
    isScenario: false,
    params: { ...asked, ...inputs, p: null, policy },
  });
  if (name === null) return ofPolicy(asked.policy);
  if (policies.includes(name)) return ofPolicy(name);
  if (chosen === undefined) throw new WaybillError('not-found', `no scenario of this workload is saved as "${name}"`);
  return {
    ...base,
    policyName: name,
    isScenario: true,
    params: { ...asked, ...inputs, p: encodePolicy({ ...chosen.policy, name }), policy: null },
  };
}
