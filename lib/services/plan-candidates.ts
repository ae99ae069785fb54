import type { CellTable } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { priceTimeAt } from '@/lib/engine/price-stack';
import type { EvidenceIndex } from '@/lib/engine/quality';
import { type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, evidenceFor, replayCube, requireWorkload } from './simulate-workload';

/** As many models as a plan is looked for among where nobody names them. */
export const MAX_CANDIDATES = 40;

/**
 * Models worth a look for a workload, at most `most`: those of the policy, the log's own largest ones and those with
 * evidence for its tasks that the stack prices. `isWanted` leaves out others.
 */
export function listCandidates(
  policy: Policy,
  table: CellTable,
  { stack, resolve }: Pick<OpenStack, 'stack' | 'resolve'>,
  evidence: EvidenceIndex,
  most: number,
  isWanted: (offerId: OfferId) => boolean = () => true,
): OfferId[] {
  const { dimensions, measures, labels } = table;
  const requestsByModel = new Map<OfferId, number>();
  const benchmarks = new Set<string>();
  const seen = new Set<number>();
  for (let cell = 0; cell < table.length; cell++) {
    const offerId = resolve(labels.model[dimensions.model[cell] as number] ?? '')?.offerId;
    if (offerId !== undefined)
      requestsByModel.set(offerId, (requestsByModel.get(offerId) ?? 0) + (measures.requests[cell] as number));
    const [task, language] = [dimensions.task[cell] as number, dimensions.language[cell] as number];
    const pair = task * labels.language.length + language;
    if (seen.has(pair)) continue;
    seen.add(pair);
    const benchmark = evidence.benchmarkOf(labels.task[task] ?? '', labels.language[language] ?? '');
    if (benchmark !== null) benchmarks.add(benchmark);
  }
  const bySize = [...requestsByModel].sort((a, b) => b[1] - a[1]).map(([offerId]) => offerId);
  const ofLog = bySize.filter(isWanted);
  const ofPolicy = modelsOfPolicy(policy)
    .flatMap((name) => resolve(name)?.offerId ?? [])
    .filter(isWanted);
  const judged = evidence
    .models([...benchmarks])
    .filter((offerId) => stack.rowsOf(offerId).length > 0 && isWanted(offerId));
  return [...new Set([...ofPolicy, ...ofLog.slice(0, most / 2), ...judged, ...ofLog])].slice(0, most);
}

export type CandidatesRequest = {
  readonly workload: string;
  readonly policy: Policy;
  readonly books: readonly string[];
  readonly asOf: 'logged' | number;
};

/**
 * The models a plan is looked for among where nobody names them; at one instant only those with a price then. Throws
 * 'not-found' for an unknown workload or book.
 */
export async function candidatesFor({ workload: name, policy, books, asOf }: CandidatesRequest): Promise<OfferId[]> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  const opened = await openStack(books);
  const table = replayCube(cellsForPolicies(database, workload, [], opened));
  const isPriced = (offerId: OfferId) =>
    asOf === 'logged' || typeof opened.stack.find(offerId, priceTimeAt(asOf), 'standard') !== 'string';
  const evidence = evidenceFor(database, workload.id, opened);
  return listCandidates(policy, table, opened, evidence, MAX_CANDIDATES, isPriced);
}
