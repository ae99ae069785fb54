/**
 * One move of a slider in the Studio: the engine's time on the cells that the browser has. BENCH_ROWS=10000000
 * BENCH_LABELS=many for a log with many tasks, teams and languages.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Policy } from '@/lib/domain/policy';
import { generateCsv } from './lib/generate-csv';
import { assertClose, machine, median, p95 } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 60);
/** Models to choose from as people set them; fewer where the log has fewer. */
const DRAGGED = 14;
const FRAME_MS = 1000 / 60;
const work = join(import.meta.dirname, '.work');
const csv = generateCsv(work, ROWS);
process.env.WAYBILL_DB = join(work, 'slider.db');
for (const suffix of ['', '-wal', '-shm']) rmSync(`${process.env.WAYBILL_DB}${suffix}`, { force: true });

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

const say = (what: string, ms: readonly number[]) =>
  console.log(
    `${what.padEnd(46)} median ${median(ms).toFixed(1)} ms, p95 ${p95(ms).toFixed(1)} ms, min ${Math.min(...ms).toFixed(1)} ms of ${FRAME_MS.toFixed(1)}`,
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

/** The plan at a floor and its answer, on a frontier that is there. */
const ask = { candidates: view.candidates, by: ['task', 'size'], certainty: 'estimate' } as const;
const floors: number[] = [];
const frontier = findFrontier(table, live, baseOf(share(50)), ask, []);
const most = frontier.points.at(-1)?.relative ?? 0;
const floorOf = (run: number) => most * (0.9 + (run % 10) / 100);
for (let run = 0; run < RUNS && frontier.points.length > 0; run++) {
  const started = performance.now();
  const plan = planAtFloor(frontier, floorOf(run), null);
  if (plan === null) throw new Error(`no plan at ${floorOf(run)}`);
  answerStudio(table, live, plan.policy, NO_SUPPOSITIONS);
  floors.push(performance.now() - started);
}

/** Prices or assumptions move while a floor is set: the frontier is another one at each move. */
const asked = { ...ask, candidates: view.candidates.slice(0, DRAGGED) };
const resolved = { price: [] as number[], cache: [] as number[] };
const solved = { price: [] as number[], cache: [] as number[] };
for (let run = 0; run < RUNS && frontier.points.length > 0; run++)
  for (const what of ['price', 'cache'] as const) {
    const prices = what === 'price' ? [{ offers: '*', percent: (run % 90) - 45 }] : [];
    const kept = what === 'cache' ? { promptCacheKept: (run % 100) / 100 } : {};
    const started = performance.now();
    const moving = findFrontier(table, live, { ...baseOf(share(50)), assumptions: kept }, asked, prices);
    solved[what].push(performance.now() - started);
    const plan = planAtFloor(moving, (moving.points.at(-1)?.relative ?? 0) * 0.95, null);
    if (plan !== null) answerStudio(table, live, plan.policy, { ...NO_SUPPOSITIONS, prices });
    resolved[what].push(performance.now() - started);
  }

console.log(machine());
console.log(
  `${ROWS.toLocaleString('en-US')} requests, ${table.length.toLocaleString('en-US')} cells in the cube, ${(gzipped.length / 1e6).toFixed(2)} MB over the wire, read in ${decodeMs.toFixed(0)} ms; the answers agree`,
);
say('share moved', moved);
say('price change moved', supposed);
if (floors.length > 0) {
  say('quality floor moved', floors);
  console.log(`with a floor set, ${asked.candidates.length} candidates, ${frontier.problem.groups.length} groups:`);
  say('  price change moved: the frontier', solved.price);
  say('  price change moved: frontier, plan and answer', resolved.price);
  say('  cache kept moved: the frontier', solved.cache);
  say('  cache kept moved: frontier, plan and answer', resolved.cache);
}
