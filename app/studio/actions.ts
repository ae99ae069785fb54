'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { loadStudioParams } from '@/lib/schema/studio-params';
import { removePolicy, removeScenario, savePolicy, saveScenario, searchOf } from '@/lib/services/save-scenario';

const paramsOf = (query: string) => loadScenarioParams(new URLSearchParams(query));

export async function saveScenarioAction(name: string, query: string): Promise<ActionResult> {
  return runAction(() => {
    const search = searchOf(loadStudioParams(new URLSearchParams(String(query))));
    return saveScenario(String(name), paramsOf(String(query)), search);
  });
}

export async function savePolicyAction(name: string, query: string): Promise<ActionResult> {
  return runAction(() => savePolicy(String(name), paramsOf(String(query))));
}

export async function deleteScenarioAction(id: number): Promise<ActionResult> {
  return runAction(() => removeScenario(Number(id)));
}

export async function deletePolicyAction(name: string): Promise<ActionResult> {
  return runAction(() => removePolicy(String(name)));
}
