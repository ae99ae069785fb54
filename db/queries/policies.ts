import { asc, desc, eq } from 'drizzle-orm';
import type { Policy } from '@/lib/domain/policy';
import type { ScenarioInputs, ScenarioSummary } from '@/lib/domain/scenario';
import type { Database } from '../client';
import { policies, scenarios, workloads } from '../schema';

export function loadPolicyByName(database: Database, name: string): Policy | null {
  return database.db.select().from(policies).where(eq(policies.name, name)).get()?.policy ?? null;
}

export function listPolicyNames(database: Database): string[] {
  return database.db
    .select({ name: policies.name })
    .from(policies)
    .orderBy(asc(policies.name))
    .all()
    .map((row) => row.name);
}

export function savePolicy(database: Database, name: string, policy: Policy, nowMs: number): void {
  const values = { name, policy, updatedAtMs: nowMs };
  database.db.insert(policies).values(values).onConflictDoUpdate({ target: policies.name, set: values }).run();
}

export function deletePolicy(database: Database, name: string): void {
  database.db.delete(policies).where(eq(policies.name, name)).run();
}

export type SavedScenario = {
  readonly id: number;
  readonly name: string;
  readonly workload: string;
  readonly policy: Policy;
  readonly inputs: ScenarioInputs;
  readonly summary: ScenarioSummary;
  readonly createdAtMs: number;
};

export function listScenarios(database: Database): SavedScenario[] {
  const rows = database.db
    .select({ scenario: scenarios, workload: workloads.name })
    .from(scenarios)
    .innerJoin(workloads, eq(workloads.id, scenarios.workloadId))
    .orderBy(desc(scenarios.createdAtMs))
    .all();
  return rows.map(({ scenario: { workloadId: _workloadId, ...scenario }, workload }) => ({ ...scenario, workload }));
}

/** Saves under a name; the same name is replaced. */
export function saveScenario(
  database: Database,
  scenario: Omit<SavedScenario, 'id' | 'workload'> & { readonly workloadId: number },
): void {
  database.db.insert(scenarios).values(scenario).onConflictDoUpdate({ target: scenarios.name, set: scenario }).run();
}

export function deleteScenario(database: Database, id: number): void {
  database.db.delete(scenarios).where(eq(scenarios.id, id)).run();
}
