/** Cutting the cells of a workload again from its segments, against SQLite's `GROUP BY` over the same requests as typed rows. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median, requireSqlite3, summary } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const work = join(import.meta.dirname, '.work');
const csv = generateCsv(work, ROWS);
const rowsDb = join(work, 'rebuild-rows.db');
process.env.WAYBILL_DB = join(work, 'rebuild.db');
for (const path of [rowsDb, process.env.WAYBILL_DB])
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });

const sqlite3 = (...statements: string[]) => execFileSync('sqlite3', [rowsDb, ...statements], { encoding: 'utf8' });

requireSqlite3();
// Rows as an application would keep them: days and bands as numbers, worked out beforehand and not timed.
sqlite3(
  '.mode csv',
  `.import ${csv} raw`,
  `CREATE TABLE requests AS SELECT CAST(julianday(substr(time, 1, 10)) AS INTEGER) AS day, model, task, team, language,
    CAST(2 * log2(max(1, input_tokens + 0)) AS INTEGER) AS band, CAST(input_tokens AS INTEGER) AS input_tokens,
    CAST(output_tokens AS INTEGER) AS output_tokens, CAST(cost_usd * 1e9 AS INTEGER) AS nano_usd FROM raw`,
  'DROP TABLE raw',
);
const { importFiles } = await import('@/lib/services/import-files');
const { getDatabase } = await import('@/lib/services/database');
const { requireWorkload } = await import('@/lib/services/simulate-workload');
const { loadCells, rebuildCells } = await import('@/db/cells');
await importFiles({ paths: [csv], workload: 'bench', format: 'auto', mapPath: null, onProgress: () => {} });
const database = await getDatabase();
const workload = await requireWorkload(database, 'bench');

const own: number[] = [];
const anchor: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  rebuildCells(database, workload.id, workload.cuts);
  own.push((performance.now() - started) / 1000);
  const anchorStarted = performance.now();
  sqlite3(
    'DROP TABLE IF EXISTS grouped',
    `CREATE TABLE grouped AS SELECT day, model, task, team, language, band, count(*) AS requests, sum(input_tokens) AS input,
      sum(output_tokens) AS output, sum(nano_usd) AS nano_usd FROM requests GROUP BY 1, 2, 3, 4, 5, 6`,
  );
  anchor.push((performance.now() - anchorStarted) / 1000);
}
const { measures } = loadCells(database, workload.id);
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
const [requests = 0, input = 0, output = 0] = sqlite3('SELECT sum(requests), sum(input), sum(output) FROM grouped')
  .trim()
  .split('|')
  .map(Number);
assertClose('requests', total(measures.requests), requests);
assertClose('input tokens', total(measures.inputTokens), input);
assertClose('output tokens', total(measures.outputTokens), output);

console.log(machine());
console.log(`answers agree on ${ROWS.toLocaleString('en-US')} requests`);
console.log(summary('cells from segments, stored', own, ROWS));
console.log(summary('sqlite3 GROUP BY, stored', anchor, ROWS));
const ratio = median(anchor.map((seconds, i) => seconds / (own[i] as number)));
console.log(`the cells are ${ratio.toFixed(1)}× as fast (reach: 15×)`);
