import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding, FindingKind, QualityReport } from '@/lib/domain/data-quality';
import { keepAll } from '@/lib/engine/templates';
import { importFiles } from './import-files';
import { loadSample } from './load-sample';
import { simulateWorkload } from './simulate-workload';
import { openTempDatabase } from './testing/temp-workload';
import { viewQuality } from './view-quality';

const temp = openTempDatabase();
const AS_OF = '2026-08-01T00:00:00Z';
const EMPTY = { w: null, p: null, policy: null, books: null, asOf: AS_OF, rpd: null };
afterAll(temp.remove);

function findingOf<Kind extends FindingKind>(report: QualityReport | null, kind: Kind) {
  return report?.findings.find((each): each is Extract<Finding, { kind: Kind }> => each.kind === kind);
}

async function importCsv(workload: string, fileName: string, lines: readonly string[]) {
  const path = join(temp.folder, fileName);
  writeFileSync(path, `${lines.join('\n')}\n`);
  await importFiles({ paths: [path], workload, format: 'auto', mapPath: null, onProgress: () => {} });
}

let nothing: QualityReport | null;
let aider: QualityReport | null = null;
beforeAll(async () => {
  nothing = await viewQuality(EMPTY);
  await loadSample('aider');
  aider = await viewQuality({ ...EMPTY, w: 'Aider log' });
});

test('without a workload there is nothing to judge', async () => {
  expect(nothing).toBeNull();
  expect(await viewQuality({ ...EMPTY, w: 'nobody' })).toBeNull();
});

test('the Aider log: the $9,990 row, by date, model and both costs', () => {
  expect(aider?.findings[0]).toMatchObject({
    kind: 'outliers',
    severity: 'breaks',
    requests: 1,
    calls: [{ timeMs: 1746631772000, model: 'gemini/gemini-2.5-pro-preview-03-25', loggedUsd: 9990.01252875 }],
  });
  // 10,023 × $1.25 + 10 × $10, per million.
  expect(findingOf(aider, 'outliers')?.repricedUsd).toBeCloseTo(0.01262875, 12);
  expect(aider?.costs[0]).toMatchObject({
    model: 'gemini/gemini-2.5-pro-preview-03-25',
    requests: 57,
    explanations: [{ kind: 'outliers', requests: 1 }],
  });
});

test('the Aider log: its hidden names, zero costs and empty days, as counted by hand', () => {
  expect(findingOf(aider, 'names')?.names).toEqual([
    { name: 'REDACTED', requests: 404 },
    { name: 'None', requests: 22 },
  ]);
  expect(findingOf(aider, 'zero cost')?.requests).toBe(1143);
  expect(findingOf(aider, 'zero tokens')?.requests).toBe(5);
  expect(aider?.activeDays).toBe(188);
  expect(findingOf(aider, 'gaps')).toMatchObject({ emptyDays: 621 - 188, days: 621, severity: 'breaks' });
  expect(aider?.passed).toEqual(expect.arrayContaining(['usage missing', 'rejected', 'duplicates', 'sums', 'future']));
});

test('the Aider log: what has no price is what a replay leaves out', async () => {
  const { simulation } = await simulateWorkload({
    workload: 'Aider log',
    policy: keepAll(),
    asOf: Date.parse(AS_OF),
    books: [],
  });
  const requests = simulation.unpriced.reduce((sum, row) => sum + row.requests, 0);
  expect(findingOf(aider, 'unpriced')?.requests).toBe(requests);
  expect(findingOf(aider, 'unpriced')?.tokensPct).toBeCloseTo(100 - simulation.pricedTokensPct, 9);
  const sum = (aider?.costs ?? []).reduce((total, line) => total + line.repricedUsd, 0);
  expect(sum).toBeCloseTo(simulation.baseline.repricedUsd ?? Number.NaN, 6);
  const compared = (aider?.costs ?? []).reduce((total, line) => total + line.requests, 0);
  expect(compared).toBe(5563 - requests);
});

test('a price that changed since is explained by the prices of the day, and not where those are asked for', async () => {
  const kindsOf = (report: QualityReport | null) =>
    report?.costs.find(({ model }) => model === 'o3')?.explanations.map(({ kind }) => kind);
  expect(kindsOf(aider)).toContain('day prices');
  expect(kindsOf(await viewQuality({ ...EMPTY, w: 'Aider log', asOf: 'logged' }))).not.toContain('day prices');
});

const HEADER = 'time,model,input_tokens,output_tokens,cost,task,team,requests,request_id';
/** gpt-4o costs $2.50 and $10 per million: 400,000 in and 100,000 out are $2. */
const cleanRows = Array.from({ length: 40 }, (_, i) => {
  const time = new Date(Date.UTC(2026, 2, 2 + Math.floor(i / 10), 2 * (i % 10) + 1, 30)).toISOString();
  return `${time},gpt-4o,400000,100000,2,chat,red,1,id-${i}`;
});

test('a clean log has no finding but what is worth knowing', async () => {
  await importCsv('clean', 'clean.csv', [HEADER, ...cleanRows]);
  const report = await viewQuality({ ...EMPTY, w: 'clean' });
  expect(report?.findings.map(({ kind }) => kind)).toEqual(['labels absent']);
  expect(report?.costs).toMatchObject([{ model: 'gpt-4o', requests: 40, loggedUsd: 80, explanations: [] }]);
  expect(report?.costs[0]?.repricedUsd).toBeCloseTo(80, 9);
});

test('a dirty log is told row by row, and anew after the next file', async () => {
  await importCsv('dirty', 'first.csv', [
    HEADER,
    ...cleanRows,
    '2026-03-03T10:00:00Z,gpt-4o,0,0,0,chat,red,1,zero',
    '2026-03-03T11:00:00Z,gpt-4o,,,,chat,red,1,silent',
    '2026-03-03T12:00:00Z,gpt-4o,1000000,0,2.5,chat,,7,sum',
    '2026-03-03T13:00:00Z,nobodys-model,10,1,,,red,1,unknown',
    '2099-01-01T00:00:00Z,gpt-4o,400000,100000,2,chat,red,1,future',
    '2019-12-31T00:00:00Z,gpt-4o,400000,100000,2,chat,red,1,old',
    '2026-03-03T14:00:00Z,gpt-4o,400000,100000,500,chat,red,1,dear',
    '2026-03-03T15:00:00Z,gpt-4o,-1,1,,chat,red,1,negative',
    cleanRows[0] as string,
  ]);
  const report = await viewQuality({ ...EMPTY, w: 'dirty' });
  expect(findingOf(report, 'zero tokens')?.requests).toBe(1);
  expect(findingOf(report, 'usage missing')).toMatchObject({ requests: 1, models: [{ name: 'gpt-4o', requests: 1 }] });
  expect(findingOf(report, 'sums')).toMatchObject({ rows: 1, requests: 7, repricedUsd: 2.5 });
  expect(findingOf(report, 'unpriced')?.reasons).toMatchObject([{ reason: 'unknown model', requests: 1 }]);
  expect(findingOf(report, 'future')).toMatchObject({ requests: 1, latestMs: Date.UTC(2099, 0, 1) });
  expect(findingOf(report, 'before 2020')).toMatchObject({ requests: 1, earliestMs: Date.UTC(2019, 11, 31) });
  expect(findingOf(report, 'outliers')).toMatchObject({ requests: 1, loggedUsd: 500, repricedUsd: 2 });
  expect(findingOf(report, 'rejected')).toMatchObject({ rows: 1, files: [{ file: 'first.csv', rows: 1 }] });
  expect(findingOf(report, 'duplicates')?.rows).toBe(1);
  expect(findingOf(report, 'label missing')).toMatchObject({ label: 'task', requests: 1, values: 1 });
  expect(findingOf(report, 'daily data')).toBeUndefined();

  await importCsv('dirty', 'daily.csv', [
    HEADER,
    '2026-03-06,gpt-4o,1,1,,chat,red,1,d1',
    '2026-03-07,gpt-4o,1,1,,chat,red,1,d2',
  ]);
  const later = await viewQuality({ ...EMPTY, w: 'dirty' });
  expect(findingOf(later, 'daily data')).toMatchObject({ requests: 2, files: ['daily.csv'] });
  expect(findingOf(later, 'no cost')?.requests).toBe((findingOf(report, 'no cost')?.requests ?? 0) + 2);
});
