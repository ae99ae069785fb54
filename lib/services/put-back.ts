import { loadPolicyByName } from '@/db/queries/policies';
import { listDecided, putBackSuggestion } from '@/db/queries/suggestions';
import { WaybillError } from '@/lib/domain/errors';
import { isInForce, reverse } from '@/lib/engine/put-back';
import { withRoute } from '@/lib/engine/replan';
import { parsePolicy } from '@/lib/schema/policy';
import { getDatabase } from './database';
import { checkSignature } from './decide-suggestion';
import { requireWorkload } from './simulate-workload';

/**
 * Puts the route back that a suggestion replaced when it was taken, which is an entry of the history of its own. Throws
 * 'not-found' where nothing such was taken, and 'conflict' where the rule was changed since.
 */
export async function putBack(request: {
  readonly workload: string;
  readonly policy: string;
  /** The entry of the history. */
  readonly id: number;
  readonly by: string;
}): Promise<void> {
  const by = checkSignature(request.by);
  const database = await getDatabase();
  const { id: workloadId } = await requireWorkload(database, request.workload);
  const taken = listDecided(database, workloadId, request.policy).find(({ id }) => id === request.id);
  const policy = loadPolicyByName(database, request.policy);
  if (taken?.status !== 'taken' || policy === null)
    throw new WaybillError('not-found', 'no such change was taken for this policy');
  const { suggestion, decidedAtMs } = taken;
  if (!isInForce(policy, suggestion))
    throw new WaybillError('conflict', `the rule "${suggestion.rule}" was changed since: there is nothing to put back`);
  const day = new Date(decidedAtMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const back = reverse(suggestion, `Put back what was taken on ${day}; the figures are of that day.`);
  const changed = parsePolicy(withRoute(policy, back.rule, back.to));
  putBackSuggestion(database, { workloadId, suggestion: back, reason: '', by, nowMs: Date.now() }, changed);
}
