import type { CellTable } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { EvidenceIndex } from '@/lib/engine/quality';
import type { OpenStack } from './books';
import { listCandidates } from './plan-candidates';

/** Models drawn as dots of their own. */
const MAX_SINGLES = 14;

/** Models to replay alone: the strongest and the cheapest of them are the honest baselines. */
export function listSingleModels(
  policy: Policy,
  table: CellTable,
  opened: OpenStack,
  evidence: EvidenceIndex,
): OfferId[] {
  return listCandidates(policy, table, opened, evidence, MAX_SINGLES);
}
