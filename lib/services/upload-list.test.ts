import { afterAll, expect, test } from 'vitest';
import { completeJob, endJob, insertJob } from '@/db/import-jobs';
import { listUploads } from '@/db/queries/uploads';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { cancelUpload, viewUpload } from './upload-job';
import { listImports } from './upload-list';

const temp = openTempDatabase();
afterAll(temp.remove);

const newJob = (jobId: string, workloadName = 'w') => ({
  ...{ jobId, workloadName, fileName: `${jobId}.csv`, format: 'auto' },
  ...{ columnMap: null, bytes: 1000 },
});

test('imports of an earlier server are told from the database, with their end', async () => {
  const database = await getDatabase();
  await importCalls(temp.folder, 'w', dailyCalls('gpt-4o', 1));
  const workload = await requireWorkload(database, 'w');
  const uploadId = listUploads(database, workload.id)[0]?.id ?? 0;
  for (const id of ['job-waits', 'job-failed', 'job-broke', 'job-done', 'job-stopped']) insertJob(database, newJob(id));
  endJob(database, 'job-failed', 'failed', { code: 'bad-input', message: 'no time column' });
  endJob(database, 'job-broke', 'failed', { code: null, message: 'ENOENT /secret/path' });
  endJob(database, 'job-stopped', 'cancelled', null);
  completeJob(database, 'job-done', uploadId);

  const listed = await listImports();
  expect(listed).toHaveLength(5);
  expect(listed[0]).toMatchObject({ jobId: 'job-waits', state: 'running', isElsewhere: true });
  const byId = new Map(listed.map((job) => [job.jobId, job]));
  expect(byId.get('job-failed')).toMatchObject({ state: 'error', error: 'no time column', isAgain: false });
  expect(byId.get('job-broke')?.error).not.toContain('secret');
  expect(byId.get('job-stopped')?.state).toBe('cancelled');
  expect(byId.get('job-done')?.report?.rows.accepted).toBe(10);

  expect(await viewUpload('job-done')).toMatchObject({ state: 'done', unpriced: [], progress: { rowsRead: 10 } });
  expect((await viewUpload('job-failed')).error).toBe('no time column');
});

test('an import of another process cannot be cancelled here, one that is over stays as it is', async () => {
  await expect(cancelUpload('job-waits')).rejects.toThrow(/another process/);
  expect((await cancelUpload('job-failed')).state).toBe('error');
  await expect(cancelUpload('job-nobody')).rejects.toMatchObject({ code: 'not-found' });
});

test('a done import whose workload is gone has no prices to tell of', async () => {
  const database = await getDatabase();
  insertJob(database, newJob('job-gone1', 'gone'));
  completeJob(database, 'job-gone1', 12_345);
  expect(await viewUpload('job-gone1')).toMatchObject({ state: 'done', report: null, unpriced: null });
});
