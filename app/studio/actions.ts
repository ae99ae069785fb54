'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { removeScenario, savePolicy, saveScenario } from '@/lib/services/save-scenario';

const paramsOf = (query: string) => loadScenarioParams(new URLSearchParams(query));

export async function saveScenarioAction(name: string, query: string): Promise<ActionResult> {
  return runAction(() => saveScenario(String(name), paramsOf(String(query))));
}

export async function savePolicyAction(name: string, query: string): Promise<ActionResult> {
  return runAction(() => savePolicy(String(name), paramsOf(String(query))));
}

export async function deleteScenarioAction(id: number): Promise<ActionResult> {
  return runAction(() => removeScenario(Number(id)));
}
