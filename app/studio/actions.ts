'use server';

import { revalidatePath } from 'next/cache';
import { UNKNOWN_FAILURE } from '@/app/api/respond';
import { WaybillError } from '@/lib/domain/errors';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { removeScenario, savePolicy, saveScenario } from '@/lib/services/save-scenario';

type Result = { readonly error: string | null };

async function run(work: () => Promise<void>): Promise<Result> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof WaybillError) return { error: cause.message };
    console.error(cause);
    return { error: UNKNOWN_FAILURE };
  }
  revalidatePath('/studio');
  return { error: null };
}

const paramsOf = (query: string) => loadScenarioParams(new URLSearchParams(query));

export async function saveScenarioAction(name: string, query: string): Promise<Result> {
  return run(() => saveScenario(String(name), paramsOf(String(query))));
}

export async function savePolicyAction(name: string, query: string): Promise<Result> {
  return run(() => savePolicy(String(name), paramsOf(String(query))));
}

export async function deleteScenarioAction(id: number): Promise<Result> {
  return run(() => removeScenario(Number(id)));
}
