import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Policy } from '@/lib/domain/policy';
import type { DecidedSuggestion, Suggestion } from '@/lib/domain/suggestion';
import type { Database } from '../client';
import { suggestions } from '../schema';
import { savePolicy } from './policies';

type Decision = {
  readonly workloadId: number;
  readonly suggestion: Suggestion;
  readonly reason: string;
  readonly by: string;
  readonly nowMs: number;
};

function insert(database: Database, status: DecidedSuggestion['status'], decision: Decision): void {
  const { workloadId, suggestion, reason, by, nowMs } = decision;
  database.db
    .insert(suggestions)
    .values({
      workloadId,
      suggestion: { ...suggestion, decidedBy: by },
      status,
      reason,
      createdAtMs: nowMs,
      decidedAtMs: nowMs,
    })
    .run();
}

export function declineSuggestion(database: Database, decision: Decision): void {
  insert(database, 'declined', decision);
}

/** Saves the changed policy and why it changed: both or neither. */
function change(database: Database, status: 'taken' | 'put back', decision: Decision, changed: Policy): void {
  database.sqlite
    .transaction(() => {
      savePolicy(database, decision.suggestion.policyName, changed, decision.nowMs);
      insert(database, status, decision);
    })
    .immediate();
}

/** Saves the policy that a suggestion makes, and that it was taken. */
export function takeSuggestion(database: Database, decision: Decision, changed: Policy): void {
  change(database, 'taken', decision, changed);
}

/** Saves the policy as it was before a suggestion, and that this was put back. */
export function putBackSuggestion(database: Database, decision: Decision, changed: Policy): void {
  change(database, 'put back', decision, changed);
}

/** What was decided for a policy of a workload, the latest first. */
export function listDecided(database: Database, workloadId: number, policyName: string): DecidedSuggestion[] {
  return database.db
    .select()
    .from(suggestions)
    .where(and(eq(suggestions.workloadId, workloadId), isNotNull(suggestions.decidedAtMs)))
    .orderBy(desc(suggestions.decidedAtMs), desc(suggestions.id))
    .all()
    .filter(({ suggestion }) => suggestion.policyName === policyName)
    .map(({ id, suggestion, status, reason, decidedAtMs }) => ({
      id,
      suggestion,
      status,
      reason,
      by: suggestion.decidedBy ?? '',
      decidedAtMs: decidedAtMs ?? 0,
    }));
}
