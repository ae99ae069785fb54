import type { CellTable } from '@/lib/domain/cube';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Resolver } from '../names';
import type { EvidenceIndex } from '../quality';

/** The tasks that each benchmark judges in this workload. */
export function tasksByBenchmark(
  table: CellTable,
  evidence: Pick<EvidenceIndex, 'benchmarkOf'>,
): ReadonlyMap<string, readonly string[]> {
  const tasks = new Map<string, Set<string>>();
  const seen = new Set<number>();
  for (let cell = 0; cell < table.length; cell++) {
    const taskId = table.dimensions.task[cell] as number;
    const languageId = table.dimensions.language[cell] as number;
    const pair = taskId * table.labels.language.length + languageId;
    if (seen.has(pair)) continue;
    seen.add(pair);
    const task = table.labels.task[taskId] ?? '';
    const benchmark = evidence.benchmarkOf(task, table.labels.language[languageId] ?? '');
    if (benchmark === null) continue;
    const known = tasks.get(benchmark);
    if (known === undefined) tasks.set(benchmark, new Set([task]));
    else known.add(task);
  }
  return new Map([...tasks].map(([benchmark, names]) => [benchmark, [...names]]));
}

export type EvidenceSources = {
  readonly evidence: Pick<EvidenceIndex, 'find'>;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly titleOf: (benchmark: string) => string;
};

/** The evidence that counts for these models on the workload's benchmarks; a model without any has no row. */
export function listEvidence(
  models: readonly string[],
  benchmarks: ReadonlyMap<string, readonly string[]>,
  { evidence, resolve, makerOf, titleOf }: EvidenceSources,
): EvidenceLine[] {
  return [...benchmarks].flatMap(([benchmark, tasks]) =>
    models.flatMap((model) => {
      const offerId = resolve(model)?.offerId;
      if (offerId === undefined) return [];
      const about = makerOf(offerId);
      const item = evidence.find(about, benchmark);
      if (item === null) return [];
      const { dataset: _dataset, offerId: _offer, ...facts } = item;
      return [{ ...facts, model, about, benchmarkTitle: titleOf(benchmark), tasks }];
    }),
  );
}
