import { expect, it } from 'vitest';
import type { UploadJob } from '@/lib/domain/upload-view';
import { othersShown } from './import-others-list';

const NOW_MS = Date.UTC(2026, 8, 2);
const job = (jobId: string, state: UploadJob['state'], more: Partial<UploadJob> = {}) =>
  ({ jobId, state, workload: 'w', isAgain: false, createdAtMs: NOW_MS - 1000, ...more }) as UploadJob;

const JOBS = [
  job('runs', 'running'),
  job('runs-again', 'running', { isAgain: true, createdAtMs: NOW_MS - 1e9 }),
  job('own', 'running'),
  job('failed', 'error'),
  job('failed-long-ago', 'error', { createdAtMs: NOW_MS - 2e8 }),
  job('done', 'done'),
  job('done-again', 'done', { isAgain: true }),
  job('cancelled', 'cancelled'),
];
const shown = (dismissed: readonly string[] = []) =>
  othersShown(JOBS, { isOwn: (id) => id === 'own', dismissed, nowMs: NOW_MS });

it('shows imports of other pages that run, failed of late, or began again after the server stopped', () => {
  expect(shown().map(({ job: { jobId } }) => jobId)).toEqual(['runs', 'runs-again', 'failed', 'done-again']);
  expect(shown().find(({ job: { jobId } }) => jobId === 'runs-again')?.note).toContain(
    'started again after the server stopped',
  );
});

it('shows no more what was dismissed, but never hides what runs', () => {
  expect(shown(['failed', 'runs']).map(({ job: { jobId } }) => jobId)).toEqual(['runs', 'runs-again', 'done-again']);
});
