import { expect, test } from 'vitest';
import { killImports } from './lib/kill-imports';

test('an import that is killed and begun again ends as one that nobody disturbed', async () => {
  const { killed, restarts, problems } = await killImports({ rounds: 3, seed: 7, rows: 150_000 });
  expect(problems).toEqual([]);
  expect(killed.receiving + killed.reading + killed.afterTheEnd).toBe(restarts);
  expect(restarts).toBeGreaterThanOrEqual(3);
}, 120_000);
