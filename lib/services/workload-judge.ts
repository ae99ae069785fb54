import { saveTaskBenchmark } from '@/db/queries/evidence';
import { forgetTaskBenchmark } from '@/db/queries/uploads';
import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import { WaybillError } from '@/lib/domain/errors';
import type { JudgeRequest } from '@/lib/schema/upload-request';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';

/** Says which benchmark judges a task of a workload. */
export async function chooseJudge(workloadName: string, { task, benchmark }: JudgeRequest): Promise<void> {
  if (benchmark !== null && benchmark !== '' && !BENCHMARKS.some(({ id }) => id === benchmark))
    throw new WaybillError(
      'bad-input',
      `no benchmark is called "${benchmark}"; there are ${BENCHMARKS.map(({ id }) => id).join(', ')}`,
    );
  const database = await getDatabase();
  const workload = await requireWorkload(database, workloadName);
  if (benchmark === null) forgetTaskBenchmark(database, workload.id, task);
  else saveTaskBenchmark(database, workload.id, task, benchmark);
}
