import type { UploadJob } from '@/lib/domain/upload-view';

export type OtherImport = { readonly job: UploadJob; readonly note: string };

type Options = {
  readonly isOwn: (jobId: string) => boolean;
  readonly dismissed: readonly string[];
  readonly nowMs: number;
};

const SHOWN_FOR_MS = 86_400_000;

function noteOf({ state, isAgain, workload }: UploadJob): string {
  const into = `into “${workload}”`;
  switch (state) {
    case 'running':
      return isAgain ? `${into}, started again after the server stopped` : `${into}, begun on another page`;
    case 'done':
      return `imported ${into}, after the server had stopped on the way`;
    case 'error':
      return `failed ${into}: nothing of it was kept`;
    case 'cancelled':
      return 'cancelled';
    default:
      throw new Error(`unknown state: ${JSON.stringify(state satisfies never)}`);
  }
}

/** What a person should know of: all that run; of the last day those that failed, or ended after a restart. */
export function othersShown(jobs: readonly UploadJob[], { isOwn, dismissed, nowMs }: Options): OtherImport[] {
  const isRecent = ({ createdAtMs }: UploadJob) => createdAtMs !== null && nowMs - createdAtMs < SHOWN_FOR_MS;
  const isShown = (job: UploadJob) =>
    job.state === 'running' ||
    (isRecent(job) &&
      !dismissed.includes(job.jobId) &&
      (job.state === 'error' || (job.state === 'done' && job.isAgain)));
  return jobs.filter((job) => !isOwn(job.jobId) && isShown(job)).map((job) => ({ job, note: noteOf(job) }));
}
