/** One move of a slider in the Studio: the engine's time on the cube that the browser has, for 10M requests by default less. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Policy } from '@/lib/domain/policy';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 60);
const FRAME_MS = 1000 / 60;
const work = join(import.meta.dirname, '.work');
const csv = join(work, `usage-${ROWS}.csv`);
process.env.WAYBILL_DB = join(work, 'slider.db');
for (const suffix of ['', '-wal', '-shm']) rmSync(`${process.env.WAYBILL_DB}${suffix}`, { force: true });

generateCsv(csv, ROWS);
const { importFiles } = await import('@/lib/services/import-files');
const { viewStudio } = await import('@/lib/services/studio-view');
const { readLiveCube } = await import('@/lib/services/read-live-cube');
const { simulateWorkload } = await import('@/lib/services/simulate-workload');
const { decodeCube } = await import('@/lib/engine/live/cube-codec');
const { createLiveContext } = await import('@/lib/engine/live/live-context');
const { answerStudio } = await import('@/lib/engine/live/answer');
const { NO_SUPPOSITIONS } = await import('@/lib/engine/live/live-inputs');
const { baseOf, findFrontier, planAtFloor } = await import('@/lib/engine/live/plan-finder');
await importFiles({ paths: [csv], workload: 'bench', format: 'auto', mapPath: null, onProgress: () => {} });

const view = await viewStudio({ w: 'bench', p: null, policy: null, books: null, asOf: '2026-10-01', rpd: null });
if (view === null || 'kind' in view) throw new Error(`no view: ${JSON.stringify(view)}`);
const gzipped = await readLiveCube('bench', view.live.cubeKey, false);
const decodeStarted = performance.now();
const table = decodeCube(gunzipSync(gzipped));
const decodeMs = performance.now() - decodeStarted;
const live = createLiveContext(JSON.parse(JSON.stringify(view.live)));

const p95 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? 0;
const say = (what: string, ms: readonly number[]) =>
  console.log(
    `${what.padEnd(46)} median ${median(ms).toFixed(1)} ms, p95 ${p95(ms).toFixed(1)} ms of ${FRAME_MS.toFixed(1)}`,
  );

const [first = 'deepseek/deepseek-v4-flash', second = 'openai/gpt-4o'] = view.candidates;
const share = (weight: number): Policy => ({
  waybill: 1,
  name: 'bench',
  rules: [
    {
      id: 'share',
      when: { inputTokens: { atMost: 8191 } },
      route: {
        split: [
          { model: first, weight },
          { model: second, weight: 100 - weight },
        ],
      },
    },
  ],
  otherwise: { keep: true },
});

const moved: number[] = [];
const supposed: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  const answer = answerStudio(table, live, share(1 + (run % 98)), NO_SUPPOSITIONS);
  moved.push(performance.now() - started);
  const repriced = performance.now();
  answerStudio(table, live, share(40), { ...NO_SUPPOSITIONS, prices: [{ offers: '*', percent: (run % 90) - 45 }] });
  supposed.push(performance.now() - repriced);
  if (run > 0) continue;
  const { simulation } = await simulateWorkload({
    workload: 'bench',
    policy: share(1),
    asOf: Date.UTC(2026, 9, 1),
    books: [],
  });
  assertClose('the plan’s bill', answer.simulation.plan.usd ?? 0, simulation.plan.usd ?? 0);
}

const solved: number[] = [];
const floors: number[] = [];
const ask = { candidates: view.candidates, by: ['task', 'size'], certainty: 'estimate' } as const;
const solveStarted = performance.now();
const frontier = findFrontier(table, live, baseOf(share(50)), ask, []);
solved.push(performance.now() - solveStarted);
for (let run = 0; run < RUNS && frontier.points.length > 0; run++) {
  const started = performance.now();
  const plan = planAtFloor(frontier, 0.9 + (run % 10) / 100, null);
  if (plan !== null) answerStudio(table, live, plan.policy, NO_SUPPOSITIONS);
  floors.push(performance.now() - started);
}

console.log(machine());
console.log(
  `${ROWS.toLocaleString('en-US')} requests, ${table.length.toLocaleString('en-US')} cells in the cube, ${(gzipped.length / 1e6).toFixed(2)} MB over the wire, read in ${decodeMs.toFixed(0)} ms; the answers agree`,
);
say('share moved', moved);
say('price change moved', supposed);
if (floors.length > 0) {
  say('quality floor moved', floors);
  console.log(
    `frontier of ${view.candidates.length} candidates, once          ${solved[0]?.toFixed(0)} ms, ${frontier.points.length} corners`,
  );
}
