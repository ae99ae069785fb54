import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import type { EvidenceIndex } from '@/lib/engine/quality';
import type { WorkloadEvidence } from './workload-evidence';

type Known = Pick<WorkloadEvidence, 'judgeOf' | 'itemsHashOf'> & {
  readonly index: Pick<EvidenceIndex, 'gate' | 'models' | 'find'>;
};

/**
 * SHA-256 of the evidence in force for a workload: the gate, what judges each task in each language, and on these
 * benchmarks every score that counts, own evals with each of their items. What judges no task leaves it as it is.
 */
export function hashEvidence(database: Database, workloadId: number, { index, judgeOf, itemsHashOf }: Known): string {
  const labels = loadLabels(database, workloadId);
  const judgedBy = [...labels.task]
    .sort()
    .map((task) => [task, [...labels.language].sort().map((language) => judgeOf(task, language).benchmark)] as const);
  const benchmarks = [...new Set(judgedBy.flatMap(([, judges]) => judges.flatMap((judge) => judge ?? [])))].sort();
  const scores = benchmarks.map((benchmark) => [
    benchmark,
    itemsHashOf(benchmark),
    [...index.models([benchmark])].sort().map((model) => index.find(model, benchmark)),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([index.gate, labels.language.toSorted(), judgedBy, scores]))
    .digest('base64url');
}
