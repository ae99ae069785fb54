import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import type { CellTable } from '@/lib/domain/cube';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { EvidenceIndex } from '@/lib/engine/quality';
import type { OpenStack } from './books';

const titles = new Map(BENCHMARKS.map(({ id, title }) => [id, title]));

export function benchmarkTitle(id: string): string {
  return titles.get(id) ?? id;
}

/** The tasks that each benchmark judges in this workload. */
export function tasksByBenchmark(table: CellTable, evidence: EvidenceIndex): Map<string, string[]> {
  const tasks = new Map<string, Set<string>>();
  for (let cell = 0; cell < table.length; cell++) {
    const task = table.labels.task[table.dimensions.task[cell] as number] ?? '';
    const language = table.labels.language[table.dimensions.language[cell] as number] ?? '';
    const benchmark = evidence.benchmarkOf(task, language);
    if (benchmark === null) continue;
    const known = tasks.get(benchmark);
    if (known === undefined) tasks.set(benchmark, new Set([task]));
    else known.add(task);
  }
  return new Map([...tasks].map(([benchmark, names]) => [benchmark, [...names]]));
}

/** The evidence that counts for these models on the workload's benchmarks; a model without any has no row. */
export function listEvidence(
  models: readonly string[],
  benchmarks: ReadonlyMap<string, readonly string[]>,
  evidence: EvidenceIndex,
  { makerOf, resolve }: OpenStack,
): EvidenceLine[] {
  return [...benchmarks].flatMap(([benchmark, tasks]) =>
    models.flatMap((model) => {
      const offerId: OfferId | undefined = resolve(model)?.offerId;
      if (offerId === undefined) return [];
      const about = makerOf(offerId);
      const item = evidence.find(about, benchmark);
      if (item === null) return [];
      const { score, sampleSize, kind, source, measuredOn } = item;
      const title = benchmarkTitle(benchmark);
      return { model, about, benchmark, benchmarkTitle: title, tasks, score, sampleSize, kind, source, measuredOn };
    }),
  );
}
