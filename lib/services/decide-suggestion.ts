import { declineSuggestion, takeSuggestion } from '@/db/queries/suggestions';
import { WaybillError } from '@/lib/domain/errors';
import { withRoute } from '@/lib/engine/replan';
import { parsePolicy } from '@/lib/schema/policy';
import { getDatabase } from './database';
import { openReplan, type ReplanRequest } from './replan';
import { rememberReplan } from './replan-changes';

const MAX_REASON_CHARS = 500;
const MAX_NAME_CHARS = 80;

export type SuggestionDecision = {
  readonly key: string;
  readonly status: 'taken' | 'declined';
  readonly reason: string;
  readonly by: string;
};

function parseText(text: string, what: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed.length > most) throw new WaybillError('bad-input', `${what} has at most ${most} characters`);
  return trimmed;
}

/** Who signs, as kept. Throws 'bad-input'. */
export const checkSignature = (by: string): string => parseText(by, 'a name', MAX_NAME_CHARS);

/**
 * Takes a suggestion, which saves the policy with the one route changed, or declines it with a reason. The figures are
 * computed anew: a suggestion that is none any more is refused with 'conflict'.
 */
export async function decideSuggestion(params: ReplanRequest, decision: SuggestionDecision): Promise<void> {
  const reason = parseText(decision.reason, 'a reason', MAX_REASON_CHARS);
  const by = checkSignature(decision.by);
  if (decision.status === 'declined' && reason === '')
    throw new WaybillError(
      'bad-input',
      'say why it is declined: it is kept, and the suggestion rests until its figures change',
    );
  const { view, workload, policy, known } = await openReplan(params);
  const chosen = [...view.suggestions, ...view.quiet].find(({ key }) => key === decision.key);
  if (chosen === undefined)
    throw new WaybillError('conflict', 'this suggestion does not hold any more: the policy, the log or prices changed');
  const { key: _, savingUsdPerMonth: __, declinedBefore: ___, ...suggestion } = chosen;
  const database = await getDatabase();
  const made = { workloadId: workload.id, suggestion, reason, by, nowMs: Date.now() };
  if (decision.status === 'declined') declineSuggestion(database, made);
  else takeSuggestion(database, made, parsePolicy(withRoute(policy, suggestion.rule, suggestion.to)));
  rememberReplan(database, known, made.nowMs);
}

/** Notes that a policy was looked at: what comes later is new. */
export async function finishReplan(params: ReplanRequest): Promise<void> {
  const { known } = await openReplan(params);
  rememberReplan(await getDatabase(), known, Date.now());
}
