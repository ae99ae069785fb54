import { listWorkloads as queryWorkloads, type WorkloadSummary } from '@/db/queries/workloads';
import { getDatabase } from './database';

export type { WorkloadSummary };

/** Workloads that hold at least one finished upload, oldest first. */
export async function listWorkloads(): Promise<WorkloadSummary[]> {
  return queryWorkloads(await getDatabase());
}
