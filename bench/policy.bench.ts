/** One policy over the imported requests, on the cube, against the same bill as SQL in DuckDB and in sqlite3, each over its own table of the same rows. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '@/lib/domain/policy';
import { openDuckDbWith } from './lib/duckdb';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median, requireSqlite3 } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 20);
const work = join(import.meta.dirname, '.work');
const csv = generateCsv(work, ROWS);
const anchorDb = csv.replace(/\.csv$/, '.db');
const SQLITE_RUNS = ROWS > 2e6 ? 5 : RUNS;
process.env.WAYBILL_DB = join(work, 'policy.db');
for (const suffix of ['', '-wal', '-shm']) rmSync(`${process.env.WAYBILL_DB}${suffix}`, { force: true });

const POLICY: Policy = {
  waybill: 1,
  name: 'bench',
  rules: [
    {
      id: 'bulk',
      when: { task: ['classify', 'extract'], inputTokens: { atMost: 4000 } },
      route: { model: 'openai/gpt-4o-mini' },
    },
    {
      id: 'share',
      when: { task: ['rag'] },
      route: {
        split: [
          { model: 'deepseek/deepseek-v4-flash', weight: 80 },
          { model: 'openai/gpt-4o', weight: 20 },
        ],
      },
    },
  ],
  otherwise: { model: 'deepseek/deepseek-v4-flash' },
};
const MINI = 'input_tokens * 0.15 + output_tokens * 0.6';
const FLASH = 'input_tokens * 0.18 + output_tokens * 0.25';
const GPT_4O = 'input_tokens * 2.5 + output_tokens * 10';
/** V4 Flash takes 128,000 tokens: longer requests are in neither bill. */
const SQL = `select sum(case when task in ('classify', 'extract') and input_tokens + 0 <= 4000 then ${MINI}
  when task = 'rag' then 0.8 * (${FLASH}) + 0.2 * (${GPT_4O}) else ${FLASH} end) / 1e6 as usd from usage where input_tokens + 0 <= 128000`;

requireSqlite3();
if (!existsSync(anchorDb)) execFileSync('sqlite3', [anchorDb, '.mode csv', `.import ${csv} usage`]);
const { importFiles } = await import('@/lib/services/import-files');
const { getDatabase } = await import('@/lib/services/database');
const { openStack } = await import('@/lib/services/books');
const { cellsForPolicies, evidenceFor, replayCube, requireWorkload } = await import('@/lib/services/simulate-workload');
const { simulate } = await import('@/lib/engine/summarise');
await importFiles({ paths: [csv], workload: 'bench', format: 'auto', mapPath: null, onProgress: () => {} });
const database = await getDatabase();
const workload = await requireWorkload(database, 'bench');
const stack = await openStack(['post-cd']);

const rebuildStarted = performance.now();
const cells = cellsForPolicies(database, workload, [POLICY], stack);
const rebuildSeconds = (performance.now() - rebuildStarted) / 1000;
const cube = replayCube(cells);
const context = {
  policy: POLICY,
  asOf: Date.UTC(2026, 9, 1),
  stack: stack.stack,
  resolve: stack.resolve,
  makerOf: stack.makerOf,
  evidence: evidenceFor(database, workload.id, stack),
};

const ofOwn: number[] = [];
const ofDuckDb: number[] = [];
const ofSqlite: number[] = [];
const duckDb = await openDuckDbWith(csv);
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  const answer = simulate(cube, context);
  ofOwn.push(performance.now() - started);
  if (duckDb !== null) {
    const duckStarted = performance.now();
    const { usd } = await duckDb.one(SQL);
    ofDuckDb.push(performance.now() - duckStarted);
    assertClose('the plan’s bill in DuckDB', answer.plan.usd as number, usd as number);
  }
  if (run >= SQLITE_RUNS) continue;
  const sqliteStarted = performance.now();
  const rows = JSON.parse(execFileSync('sqlite3', ['-json', anchorDb, SQL], { encoding: 'utf8' })) as { usd: number }[];
  ofSqlite.push(performance.now() - sqliteStarted);
  assertClose('the plan’s bill in sqlite3', answer.plan.usd as number, rows[0]?.usd as number);
}
duckDb?.close();

const say = (what: string, ms: readonly number[]) =>
  console.log(`${what.padEnd(34)} median ${median(ms).toFixed(2)} ms, min ${Math.min(...ms).toFixed(2)} ms`);
const ratio = (ms: readonly number[]) => {
  const runByRun = median(ms.map((each, i) => each / (ofOwn[i] as number)));
  return `${runByRun.toFixed(0)}× as fast run by run, ${(Math.min(...ms) / Math.min(...ofOwn)).toFixed(0)}× least against least`;
};
console.log(machine());
console.log(
  `answers agree on ${ROWS.toLocaleString('en-US')} requests; ${cells.length} cells, ${cube.length} in the cube`,
);
console.log(
  `cells cut and rebuilt in ${rebuildSeconds.toFixed(2)} s (${(ROWS / rebuildSeconds / 1e6).toFixed(2)}M requests/s)`,
);
say('one policy on the cube', ofOwn);
if (ofDuckDb.length > 0) {
  say('the same bill as SQL in DuckDB', ofDuckDb);
  console.log(`the cube against DuckDB            ${ratio(ofDuckDb)} (reach: 100×)`);
}
say('the same bill as SQL in sqlite3', ofSqlite);
console.log(`the cube against sqlite3           ${ratio(ofSqlite)}`);
