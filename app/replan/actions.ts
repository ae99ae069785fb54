'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { WaybillError } from '@/lib/domain/errors';
import { loadReplanParams } from '@/lib/schema/replan-params';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { decideSuggestion, finishReplan } from '@/lib/services/decide-suggestion';
import { putBack } from '@/lib/services/put-back';

function paramsOf(query: string) {
  const params = new URLSearchParams(query);
  return { ...loadScenarioParams(params), ...loadReplanParams(params) };
}

function parseStatus(status: string): 'taken' | 'declined' {
  if (status === 'taken' || status === 'declined') return status;
  throw new WaybillError('bad-input', `a suggestion is taken or declined, not "${status}"`);
}

export async function decideAction(
  query: string,
  decision: { readonly key: string; readonly status: string; readonly reason: string; readonly by: string },
): Promise<ActionResult> {
  return runAction(async () =>
    decideSuggestion(paramsOf(String(query)), {
      key: String(decision.key),
      status: parseStatus(decision.status),
      reason: String(decision.reason),
      by: String(decision.by),
    }),
  );
}

export async function finishAction(query: string): Promise<ActionResult> {
  return runAction(() => finishReplan(paramsOf(String(query))));
}

export async function putBackAction(entry: {
  readonly workload: string;
  readonly policy: string;
  readonly id: number;
  readonly by: string;
}): Promise<ActionResult> {
  return runAction(() =>
    putBack({
      workload: String(entry.workload),
      policy: String(entry.policy),
      id: Number(entry.id),
      by: String(entry.by),
    }),
  );
}
