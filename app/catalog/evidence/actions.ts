'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { loadSampleEvals } from '@/lib/services/import-evals';
import { removeEvals } from '@/lib/services/list-evals';
import { saveGate, saveTaskJudge, saveTaskWeight } from '@/lib/services/save-evidence-settings';

export async function saveJudgeAction(
  workload: string,
  task: string,
  benchmark: string | null,
  books: readonly string[],
): Promise<ActionResult> {
  return runAction(() =>
    saveTaskJudge({
      workload: String(workload),
      task: String(task),
      benchmark: benchmark === null ? null : String(benchmark),
      books: books.map(String),
    }),
  );
}

export async function saveWeightAction(workload: string, task: string, weight: number): Promise<ActionResult> {
  return runAction(() => saveTaskWeight({ workload: String(workload), task: String(task), weight: Number(weight) }));
}

export async function saveGateAction(workload: string, gate: number | null): Promise<ActionResult> {
  return runAction(() => saveGate({ workload: String(workload), gate: gate === null ? null : Number(gate) }));
}

export async function removeEvalsAction(name: string): Promise<ActionResult> {
  return runAction(() => removeEvals(String(name)));
}

export async function loadSampleEvalsAction(): Promise<ActionResult> {
  return runAction(() => loadSampleEvals());
}
