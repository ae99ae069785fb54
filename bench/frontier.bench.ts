/**
 * The whole cost–quality frontier of 40 candidates: from the cells to the corners, against DuckDB summing what the
 * frontier is made of from its own table of the same requests; and the solving, against HiGHS on the same problem.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '@/lib/domain/evidence';
import { openDuckDbWith } from './lib/duckdb';
import { generateCsv } from './lib/generate-csv';
import { compareSums, groupSumsSql } from './lib/group-sums';
import { assertClose, machine, median } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const FLOORS = Number(process.env.BENCH_FLOORS ?? 50);
const RUNS = 20;
const CANDIDATES = 40;
const PROVIDERS = ['openai', 'anthropic', 'google', 'deepseek', 'mistral', 'x-ai'];
const AS_OF = Date.UTC(2026, 9, 1);
const work = join(import.meta.dirname, '.work');
const csv = generateCsv(work, ROWS);
process.env.WAYBILL_DB = join(work, 'frontier.db');
for (const suffix of ['', '-wal', '-shm']) rmSync(`${process.env.WAYBILL_DB}${suffix}`, { force: true });

const { importFiles } = await import('@/lib/services/import-files');
const { getDatabase } = await import('@/lib/services/database');
const { openStack } = await import('@/lib/services/books');
const { loadCutCells, replayCube, requireWorkload } = await import('@/lib/services/simulate-workload');
const { loadSolver } = await import('@/lib/services/solver');
const { defaultBenchmark } = await import('@/lib/catalog/benchmarks');
const { indexEvidence } = await import('@/lib/engine/quality');
const { priceTimeAt } = await import('@/lib/engine/price-stack');
const { cardFor } = await import('@/lib/engine/price-usage');
const { keepAll } = await import('@/lib/engine/templates');
const { buildPlanProblem } = await import('@/lib/engine/optimise/build-plan-problem');
const { cutsForCandidates, sizeClasses } = await import('@/lib/engine/optimise/size-classes');
const { cheapestAt, solveFrontier } = await import('@/lib/engine/optimise/frontier');
const { writePlanModel } = await import('@/lib/engine/optimise/plan-model');
const { toUnits } = await import('@/lib/engine/optimise/plan-units');
const { rollFrom } = await import('@/lib/engine/__oracle__/seeded');

await importFiles({ paths: [csv], workload: 'bench', format: 'auto', mapPath: null, onProgress: () => {} });
const database = await getDatabase();
const workload = await requireWorkload(database, 'bench');
const { books, stack, resolve, makerOf } = await openStack([]);
const isUsable = (offerId: Parameters<typeof stack.factsOf>[0]) =>
  PROVIDERS.includes(offerId.slice(0, offerId.indexOf('/'))) &&
  // Prices by the hour would make the SQL another one.
  stack.rowsOf(offerId).every(({ clock }) => clock === null) &&
  typeof stack.find(offerId, priceTimeAt(AS_OF), 'standard') !== 'string' &&
  (stack.factsOf(offerId).contextWindowTokens ?? 0) >= 128_000;
const candidates = books
  .flatMap(({ offers }) => offers.map(({ offerId }) => offerId))
  .filter(isUsable)
  .slice(0, CANDIDATES);
if (candidates.length < CANDIDATES) throw new Error(`only ${candidates.length} candidates`);
const own = loadCutCells(database, workload, workload.cuts);
const sources = [...new Set(own.labels.model.flatMap((name) => resolve(name)?.offerId ?? []))];
const base = keepAll();
const cube = replayCube(loadCutCells(database, workload, cutsForCandidates(sources, base, candidates, resolve, stack)));

// Scores are drawn: public evidence of 40 models on three benchmarks does not exist, and a frontier needs it.
const dice = rollFrom(5);
const evidence = [...new Set([...sources, ...candidates].map(makerOf))].flatMap((offerId) =>
  ['mmlu', 'humaneval', 'c-eval'].map((benchmark): Evidence => {
    const score = 0.5 + 0.5 * dice.next();
    const source = 'made up';
    return { dataset: 'bench', offerId, benchmark, score, sampleSize: 1000, kind: 'eval', source, measuredOn: null };
  }),
);
const context = {
  policy: base,
  asOf: AS_OF,
  stack,
  resolve,
  makerOf,
  evidence: indexEvidence(evidence, defaultBenchmark),
};
const request = { base, candidates, by: ['task', 'size'], certainty: 'estimate', weights: {} } as const;

const buildMs: number[] = [];
const bothMs: number[] = [];
let problem = buildPlanProblem(cube, context, request);
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  problem = buildPlanProblem(cube, context, request);
  buildMs.push(performance.now() - started);
  solveFrontier(problem);
  bothMs.push(performance.now() - started);
}

const offers = [...new Set([...sources, ...candidates])];
const classes = sizeClasses(offers, base, cube.cuts, stack);
const sums = groupSumsSql(
  candidates,
  classes,
  (offerId, { atLeast }) => {
    const found = stack.find(offerId, priceTimeAt(AS_OF), 'standard');
    return typeof found === 'string' ? null : cardFor(found.row, atLeast);
  },
  (offerId) => cube.labels.model.filter((name) => resolve(name)?.offerId === offerId),
);
const duckDbMs: number[] = [];
const duckDb = await openDuckDbWith(csv);
if (duckDb !== null) {
  await duckDb.run(sums.prices);
  for (let run = 0; run < 5; run++) {
    const started = performance.now();
    const rows = await duckDb.all(sums.query);
    duckDbMs.push(performance.now() - started);
    if (run === 0) compareSums(problem, classes, rows);
  }
  duckDb.close();
}
const [first, last] = [solveFrontier(problem).points[0], solveFrontier(problem).points.at(-1)];
if (first === undefined || last === undefined) throw new Error('the frontier is empty');
const floors = Array.from(
  { length: FLOORS },
  (_, i) => first.relative + ((last.relative * (1 - 1e-9) - first.relative) * i) / (FLOORS - 1),
);

const solver = await loadSolver();
const units = toUnits(problem, false);
const highsMs: number[] = [];
const wholeMs: number[] = [];
const moveMs: number[] = [];
for (const floor of floors) {
  const started = performance.now();
  const plan = cheapestAt(solveFrontier(problem), floor);
  wholeMs.push(performance.now() - started);
  const highsStarted = performance.now();
  const goal = { least: 'usd', quality: floor * problem.todayQuality } as const;
  const { columns, status } = solver(writePlanModel(problem, units, { vendorShareAtMost: {} }, goal).text, {});
  highsMs.push(performance.now() - highsStarted);
  if (status !== 'optimal') throw new Error(`HiGHS says ${status} at ${floor}`);
  const usd = units.reduce(
    (sum, { options }, u) =>
      sum + options.reduce((part, option) => part + (columns.get(`x${u}_${option.option}`) ?? 0) * option.usd, 0),
    0,
  );
  assertClose(`the plan at ${floor}`, plan?.point.usd as number, usd);
}
const frontier = solveFrontier(problem);
for (let run = 0; run < RUNS; run++)
  for (const floor of floors) {
    const started = performance.now();
    cheapestAt(frontier, floor);
    moveMs.push(performance.now() - started);
  }
const columns = units.reduce((sum, { options }) => sum + options.length, 0);
const allHighsMs = highsMs.reduce((sum, ms) => sum + ms, 0);
console.log(machine());
console.log(
  `${ROWS.toLocaleString('en-US')} requests, ${cube.length} cells, ${problem.groups.length} groups, ${columns} columns; answers agree at ${FLOORS} floors`,
);
console.log(
  `the problem from the cells, ${CANDIDATES} candidates    median ${median(buildMs).toFixed(1)} ms, min ${Math.min(...buildMs).toFixed(1)} ms`,
);
console.log(
  `the whole frontier, ${frontier.points.length} corners          median ${median(wholeMs).toFixed(2)} ms, min ${Math.min(...wholeMs).toFixed(2)} ms`,
);
console.log(`a plan at a floor, the frontier known     median ${median(moveMs).toFixed(3)} ms`);
console.log(
  `HiGHS, one floor, text and all            median ${median(highsMs).toFixed(1)} ms, min ${Math.min(...highsMs).toFixed(1)} ms`,
);
console.log(`against one floor of HiGHS                ${(median(highsMs) / median(wholeMs)).toFixed(0)}× as fast`);
console.log(`against HiGHS at ${FLOORS} floors                ${(allHighsMs / median(wholeMs)).toFixed(0)}× as fast`);
if (duckDbMs.length > 0) {
  console.log(
    `DuckDB, the sums of its groups            median ${median(duckDbMs).toFixed(0)} ms, min ${Math.min(...duckDbMs).toFixed(0)} ms`,
  );
  console.log(
    `cells to corners against DuckDB’s sums    ${(median(duckDbMs) / median(bothMs)).toFixed(1)}× as fast (${median(bothMs).toFixed(1)} ms)`,
  );
}
