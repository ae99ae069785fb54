import { expect, it } from 'vitest';
import type { ImportReport } from '@/lib/domain/upload';
import { reportHeadline, reportNotes } from './report-text';

const report = (more: Partial<ImportReport>): ImportReport => ({
  rows: { read: 0, accepted: 0, rejected: 0, duplicates: 0 },
  ...{ rejects: [], zeroTokenRows: 0, missingUsageRows: 0, aggregateRows: 0, droppedColumns: [], droppedLabels: [] },
  ...{ firstTimeMs: null, lastTimeMs: null, bytes: 0, seconds: 0 },
  ...more,
});
const rows = (accepted: number, duplicates: number, rejected: number) => ({
  rows: { read: accepted + duplicates + rejected, accepted, duplicates, rejected },
});

it.each([
  [rows(1, 0, 0), '1 call added.'],
  [rows(1200, 1, 2), '1,200 calls added; 1 was there already, 2 could not be read.'],
  [{ ...rows(2, 0, 0), aggregateRows: 2 }, '2 rows added.'],
  [rows(0, 3, 0), 'This file adds nothing new: every call of it was there already.'],
  [rows(0, 3, 1), 'This file adds nothing new: 3 were there already, 1 could not be read.'],
])('reportHeadline %#', (counts, text) => expect(reportHeadline(report(counts))).toBe(text));

it('names what was not counted, what are sums, and what was dropped', () => {
  const notes = reportNotes(
    report({
      ...rows(300, 0, 0),
      aggregateRows: 1,
      missingUsageRows: 2,
      skipped: [{ reason: 'repeats of a message', count: 15 }],
      droppedColumns: ['prompt'],
      droppedLabels: [{ label: 'team', column: 'session' }],
    }),
  );
  expect(notes).toEqual([
    'Not counted as calls (15): repeats of a message.',
    expect.stringMatching(/^less than 1% of the rows added are sums of many calls/),
    '2 calls without token counts: counted as calls, never priced.',
    expect.stringMatching(/“session” was not used as team/),
    expect.stringMatching(/prompt or answer text: prompt\.$/),
  ]);
});

it('says nothing where there is nothing to say', () => expect(reportNotes(report(rows(3, 0, 0)))).toEqual([]));
