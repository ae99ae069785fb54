import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OUTLIERS_PENDING, type Violation } from '@/lib/domain/simulation';
import { keepAll } from '@/lib/engine/templates';
import { DEFAULT_BOOKS } from './books';
import { orPending } from './cost-outliers';
import { importFiles } from './import-files';
import { simulateWorkload } from './simulate-workload';
import { openTempDatabase } from './testing/temp-workload';

const { folder, remove } = openTempDatabase();
const DATE = Date.UTC(2026, 5, 1);
// 100K in and 10K out on GPT-4o are $0.35.
const OUTLIER: Violation = { kind: 'logged cost over 100 times repriced', model: 'gpt-4o', requests: 1, usd: 400 };

beforeAll(async () => {
  const path = join(folder, 'log.csv');
  const lines = [0.35, 400].map((usd, i) => `2026-03-0${i + 1}T10:00:00Z,gpt-4o,100000,10000,${usd}`);
  writeFileSync(path, ['time,model,input_tokens,output_tokens,cost', ...lines].join('\n'));
  await importFiles({ paths: [path], workload: 'March', format: 'auto', mapPath: null, onProgress: () => {} });
});
afterAll(remove);

const simulate = (outliers: 'all' | 'none') =>
  simulateWorkload({
    workload: 'March',
    policy: keepAll(),
    asOf: DATE,
    books: DEFAULT_BOOKS,
    outliers,
  });

it('a screen that does not wait says that recorded costs are still being checked; a later look has them', async () => {
  let found: (outliers: readonly Violation[]) => void = () => {};
  const promise = new Promise<readonly Violation[]>((resolve) => {
    found = resolve;
  });
  expect(await orPending(promise, 2, 1)).toEqual([{ kind: OUTLIERS_PENDING, model: '', requests: 2, usd: null }]);
  found([OUTLIER]);
  expect(await orPending(promise, 2, 1)).toEqual([OUTLIER]);
  await expect(orPending(Promise.reject(new Error('the log is gone')), 2)).rejects.toThrow('the log is gone');
});

it('who waits gets them all, who does not look gets none', async () => {
  expect((await simulate('all')).simulation.violations).toContainEqual(OUTLIER);
  expect((await simulate('none')).simulation.violations).toEqual([]);
});
