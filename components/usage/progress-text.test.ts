import { expect, it } from 'vitest';
import type { ImportProgress } from '@/lib/domain/upload';
import { leaveText, progressText } from './progress-text';

const at = (phase: ImportProgress['phase'], bytesRead: number, bytesTotal: number | null, more = {}) => ({
  ...{ phase, bytesRead, bytesTotal, rowsRead: 0, rejected: 0, duplicates: 0 },
  ...more,
});

it.each([
  [at('receiving', 0, 50_000_000), null, 'Receiving: 0 B of 50.0 MB (0%).'],
  [at('receiving', 12_000_000, 50_000_000), 2, 'Receiving: 12.0 MB of 50.0 MB (24%), 6.0 MB a second.'],
  [at('receiving', 12_000_000, null), null, 'Receiving: 12.0 MB.'],
  [at('receiving', 5000, 5000), 1, 'All of it received: 5.0 KB.'],
  [
    at('reading', 999, 1000, { rowsRead: 40, rejected: 1, duplicates: 2 }),
    null,
    'Reading: 999 B of 1.0 KB (99%). 40 rows, 1 rejected, 2 duplicates.',
  ],
  [at('reading', 1000, 1000, { rowsRead: 1 }), null, 'All 1.0 KB read, storing the calls. 1 row.'],
])('progressText %#', (progress, seconds, text) => expect(progressText(progress, seconds)).toBe(text));

it('says when the page may be left', () => {
  expect(leaveText(at('receiving', 0, 1))).toMatch(/Keep this page open/);
  expect(leaveText(at('reading', 0, 1))).toMatch(/may leave/);
});
