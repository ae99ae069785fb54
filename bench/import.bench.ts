/**
 * Import of a CSV (parsed, checked, de-duplicated, stored, cells ready) against `sqlite3 .import` and DuckDB's
 * `CREATE TABLE AS` of the same file. BENCH_ROWS=10000000 for ten million.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDb, openDuckDb } from './lib/duckdb';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median, requireSqlite3, summary } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const work = join(import.meta.dirname, '.work');
const csv = generateCsv(work, ROWS);
const ownDb = join(work, 'own.db');
const anchorDb = join(work, 'sqlite3.db');
const duckDbPath = join(work, 'usage.duckdb');

function importOwn() {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${ownDb}${suffix}`, { force: true });
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'lib', 'run-import.ts'), csv],
    {
      env: { ...process.env, WAYBILL_DB: ownDb },
      encoding: 'utf8',
    },
  );
  return JSON.parse(output) as {
    seconds: number;
    peakMb: number;
    rows: { accepted: number };
    workload: Record<string, number>;
  };
}

function importAnchor(): number {
  rmSync(anchorDb, { force: true });
  const started = performance.now();
  execFileSync('sqlite3', [anchorDb, '.mode csv', `.import ${csv} usage`]);
  return (performance.now() - started) / 1000;
}

/** As a person would: types sniffed by DuckDB, on a database file, all threads. */
async function importDuckDb(): Promise<{ readonly seconds: number; readonly sums: Record<string, number> } | null> {
  for (const suffix of ['', '.wal']) rmSync(`${duckDbPath}${suffix}`, { force: true });
  const duckDb: DuckDb | null = await openDuckDb(duckDbPath);
  if (duckDb === null) return null;
  const started = performance.now();
  await duckDb.run(`CREATE TABLE usage AS SELECT * FROM read_csv('${csv}')`);
  await duckDb.run('CHECKPOINT');
  const seconds = (performance.now() - started) / 1000;
  const sums = await duckDb.one(
    'SELECT count(*) AS requests, sum(input_tokens) AS "inputTokens", sum(output_tokens) AS "outputTokens", sum(cost_usd) AS "loggedUsd" FROM usage',
  );
  duckDb.close();
  return { seconds, sums };
}

requireSqlite3();
importAnchor();
const sums = execFileSync(
  'sqlite3',
  [
    '-json',
    anchorDb,
    'select count(*) as requests, sum(input_tokens) as inputTokens, sum(output_tokens) as outputTokens, sum(cost_usd) as loggedUsd from usage',
  ],
  { encoding: 'utf8' },
);
const anchorSums = (JSON.parse(sums) as Record<string, number>[])[0] as Record<string, number>;

const own: number[] = [];
const anchor: number[] = [];
const duck: number[] = [];
let peakMb = 0;
for (let run = 0; run < RUNS; run++) {
  const result = importOwn();
  for (const key of ['requests', 'inputTokens', 'outputTokens', 'loggedUsd'])
    assertClose(key, result.workload[key] as number, anchorSums[key] as number);
  own.push(result.seconds);
  peakMb = Math.max(peakMb, result.peakMb);
  anchor.push(importAnchor());
  const other = await importDuckDb();
  if (other === null) continue;
  for (const key of ['requests', 'inputTokens', 'outputTokens', 'loggedUsd'])
    assertClose(`DuckDB ${key}`, other.sums[key] as number, anchorSums[key] as number);
  duck.push(other.seconds);
}
const ratio = median(anchor.map((seconds, i) => seconds / (own[i] as number)));
console.log(machine());
console.log(`answers agree on ${ROWS.toLocaleString('en-US')} requests`);
console.log(summary('import', own, ROWS));
console.log(summary('sqlite3 .import', anchor, ROWS));
if (duck.length > 0) {
  console.log(summary('DuckDB CREATE TABLE AS', duck, ROWS));
  const level = median(duck.map((seconds, i) => seconds / (own[i] as number)));
  console.log(`import is ${level.toFixed(2)}× as fast as DuckDB (reach: 0.5×, then level)`);
}
console.log(`import is ${ratio.toFixed(2)}× as fast (reach: 3×, then 5×); peak memory ${peakMb.toFixed(0)} MB`);
console.log(
  `database ${(statSync(ownDb).size / 1e6).toFixed(0)} MB for a CSV of ${(statSync(csv).size / 1e6).toFixed(0)} MB (${((100 * statSync(ownDb).size) / statSync(csv).size).toFixed(0)}%)`,
);
