/** One policy over the imported requests, on the cube, against the same bill as SQL over the same rows in sqlite3. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '@/lib/domain/policy';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median, requireSqlite3 } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 20);
const work = join(import.meta.dirname, '.work');
const csv = join(work, `usage-${ROWS}.csv`);
const anchorDb = join(work, `rows-${ROWS}.db`);
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
generateCsv(csv, ROWS);
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

const own: number[] = [];
const anchor: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  const answer = simulate(cube, context);
  own.push(performance.now() - started);
  const anchorStarted = performance.now();
  const rows = JSON.parse(execFileSync('sqlite3', ['-json', anchorDb, SQL], { encoding: 'utf8' })) as { usd: number }[];
  anchor.push(performance.now() - anchorStarted);
  assertClose('the plan’s bill', answer.plan.usd as number, rows[0]?.usd as number);
  if (run >= 4 && ROWS > 2e6) break;
}
console.log(machine());
console.log(
  `answers agree on ${ROWS.toLocaleString('en-US')} requests; ${cells.length} cells, ${cube.length} in the cube`,
);
console.log(
  `cells cut and rebuilt in ${rebuildSeconds.toFixed(2)} s (${(ROWS / rebuildSeconds / 1e6).toFixed(2)}M requests/s)`,
);
console.log(
  `one policy on the cube             median ${median(own).toFixed(2)} ms, min ${Math.min(...own).toFixed(2)} ms`,
);
console.log(`the same bill as SQL in sqlite3    median ${median(anchor).toFixed(0)} ms`);
console.log(`the cube is ${median(anchor.map((ms, i) => ms / (own[i] as number))).toFixed(0)}× as fast`);
