import { afterAll, describe, expect, test } from 'vitest';
import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import { readPostB } from '@/lib/catalog/sources/posts';
import { CELL_DIMENSIONS, CELL_MEASURES, type CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import { VIOLATION_KINDS } from '@/lib/domain/simulation';
import { TOKEN_COUNT_KEYS, type UsageRecord } from '@/lib/domain/usage';
import { createCellBuilder } from '@/lib/usage/cell-builder';
import { createRequestBatch, LABEL_KINDS, type RequestBatch } from '@/lib/usage/request-batch';
import { cutsFor, drawLog, type Opened, openBooks, replayBothWays, simulateCells } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { LAB_BOOKS, LAB_WEEK_MS } from './__oracle__/lab-books';
import { EVAL_EVIDENCE, EVAL_TARGETS, evalBenchmarkOf, LAB_EVALS } from './__oracle__/lab-evals';
import { LAB_EVIDENCE } from './__oracle__/lab-evidence';
import { LAB_LAYERS } from './__oracle__/lab-layers';
import { NAMED_POLICIES } from './__oracle__/named-policies';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { mergeCuts } from './cuts';
import { REPLAY_DIMENSIONS, rollUp } from './roll-up';
import { readRealLog } from './testing/real-log';

const judged = { replays: 0, requests: 0, cells: 0, figures: 0, kinds: new Set<string>(), reasons: new Set<string>() };

type Bill = { readonly planUsd: number; readonly repricedUsd: number };

function sumOf<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Replays the calls as cells and one by one, and expects the same figures; and that every list adds up to its total. */
function expectSame(
  name: string,
  records: readonly UsageRecord[],
  policy: Policy,
  asOf: 'logged' | number,
  on: Opened,
) {
  const { simulation, table, differences, judged: figures } = replayBothWays(records, policy, asOf, on);
  expect(differences, `${name}, as of ${asOf}`).toEqual([]);
  const lists: readonly (readonly Bill[])[] = [
    simulation.byModel,
    simulation.byTask,
    simulation.byTeam,
    simulation.byDay,
    simulation.byRule,
  ];
  for (const rows of lists) {
    expect(sumOf(rows, (row) => row.planUsd)).toBeCloseTo(simulation.plan.usd ?? 0, 6);
    expect(sumOf(rows, (row) => row.repricedUsd)).toBeCloseTo(simulation.baseline.repricedUsd ?? 0, 6);
  }
  expect(sumOf(simulation.unpriced, (row) => row.requests)).toBe(simulation.requests - simulation.comparableRequests);
  judged.replays++;
  judged.requests += records.length;
  judged.cells += table.length;
  judged.figures += figures;
  for (const { kind } of simulation.violations) judged.kinds.add(kind);
  for (const { reason } of simulation.unpriced) judged.reasons.add(reason);
  return simulation;
}

const LAB_SOURCES = [
  ...['lab/lab-clocked', 'lab-clocked', 'lab-small', 'lab/lab-seen', 'lab-voice', 'lab-ended'],
  ...['lab-output-only', 'lab-cache-only', 'mystery-7b', ''],
];
const LAB_TARGETS = [
  ...['lab/lab-clocked', 'lab/lab-clocked', 'lab/lab-small', 'lab/lab-small', 'lab/lab-tiny', 'lab/lab-seen'],
  ...['lab/lab-voice', 'lab/lab-ended', 'lab/lab-cache-only', 'lab/lab-unpriced', 'nobody/knows'],
];

describe('cells give the figures of the requests one by one: policies drawn at random over made-up books', () => {
  const lab = openBooks(LAB_BOOKS, () => LAB_EVIDENCE, defaultBenchmark);
  for (let first = 1; first <= 120; first += 10)
    test(`policies ${first} to ${first + 9}`, () => {
      for (let seed = first; seed < first + 10; seed++) {
        const policy = drawPolicy(rollFrom(seed), LAB_SOURCES, LAB_TARGETS);
        const records = drawLog(1000 + seed, 250, policy, LAB_SOURCES, lab, LAB_WEEK_MS);
        const asOf = seed % 3 === 0 ? LAB_WEEK_MS + seed * 3_600_000 : 'logged';
        expectSame(`seed ${seed}: ${JSON.stringify(policy)}`, records, policy, asOf, lab);
      }
    });
});

const LAYER_NAMES = ['lab/lab-world', 'lab-eu-only', 'lab-zoned', 'lab-euro', 'lab/lab-seen-world'];
const LAYER_SOURCES = [...LAB_SOURCES, ...LAYER_NAMES, ...LAYER_NAMES];
const LAYER_TARGETS = [...LAB_TARGETS, ...LAYER_NAMES, ...LAYER_NAMES];
const LAYER_POLICIES = 100;

describe('… and over books in layers: terms, a currency, regions and clocks of zones', () => {
  const lab = openBooks(LAB_LAYERS, () => LAB_EVIDENCE, defaultBenchmark);
  for (let first = 1; first <= LAYER_POLICIES; first += 10)
    test(`policies ${first} to ${first + 9}`, () => {
      for (let seed = first; seed < first + 10; seed++) {
        const policy = drawPolicy(rollFrom(seed), LAYER_SOURCES, LAYER_TARGETS);
        const records = drawLog(5000 + seed, 250, policy, LAYER_SOURCES, lab, LAB_WEEK_MS);
        const asOf = seed % 3 === 0 ? LAB_WEEK_MS + seed * 3_600_000 : 'logged';
        expectSame(`seed ${seed}: ${JSON.stringify(policy)}`, records, policy, asOf, lab);
      }
    });
});

const PAIRED_POLICIES = 60;

describe('… and where cascades are judged on the items that both models answered', () => {
  const lab = openBooks(LAB_BOOKS, () => EVAL_EVIDENCE, evalBenchmarkOf, LAB_EVALS);
  const seen = { paired: 0, independent: 0 };

  test.each(Array.from({ length: PAIRED_POLICIES }, (_, seed) => seed))('policy %i', (seed) => {
    const dice = rollFrom(9000 + seed);
    const accept = dice.chance(0.5) ? {} : { accept: dice.pick([0.1, 0.5, 0.7, 0.9]) };
    const policy: Policy = {
      ...drawPolicy(dice, LAB_SOURCES, EVAL_TARGETS),
      otherwise: {
        cascade: [{ model: dice.pick(EVAL_TARGETS), ...accept }, { model: dice.pick(EVAL_TARGETS) }],
        judge: { model: 'lab/lab-tiny', errorRate: dice.pick([0, 0.1, 0.5]) },
        ...(dice.chance(0.5) ? { fallback: ['lab/lab-small'] } : {}),
      },
    };
    const records = drawLog(9000 + seed, 200, policy, LAB_SOURCES, lab, LAB_WEEK_MS);
    const { plan } = expectSame(`seed ${seed}: ${JSON.stringify(policy)}`, records, policy, 'logged', lab);
    if (plan.quality.assumesIndependence) seen.independent++;
    else if (plan.quality.value !== null) seen.paired++;
  });

  test('both kinds of cascade were judged', () => {
    expect(seen.paired).toBeGreaterThan(10);
    expect(seen.independent).toBeGreaterThan(10);
  });
});

const books = [readOverrides(), await readGenaiPrices(), readPostB()];
const real = openBooks(books, (toMaker) => [...readPostBenchmarks(), ...readPolyglot(toMaker)], defaultBenchmark);
const SOURCES = [
  ...['claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5', 'gemini-2.5-pro', 'gpt-5.4', 'gpt-4o-2024-08-06'],
  ...[
    'openai/gpt-4o',
    'o3',
    'grok-4.5',
    'deepseek-v4-flash',
    'deepseek/deepseek-v4-pro',
    'deepseek-chat',
    'our-own-llama',
    '',
  ],
];

function policyNamed(name: string): Policy {
  const policy = NAMED_POLICIES.find((candidate) => candidate.name === name);
  if (policy === undefined) throw new Error(`no policy is named ${name}`);
  return policy;
}

const AS_OF = ['logged', Date.parse('2026-08-01T00:00:00Z'), Date.parse('2026-09-09T08:30:00Z')] as const;
const PEAK_WEEK_MS = Date.parse('2026-08-16T00:00:00Z');

describe('cells give the figures of the requests one by one: the real books', () => {
  test.each(NAMED_POLICIES.map((policy, i) => ({ name: policy.name, policy, i })))('$name', ({ policy, i }) => {
    for (const [k, asOf] of AS_OF.entries())
      expectSame(policy.name, drawLog(50 * i + k, 500, policy, SOURCES, real, PEAK_WEEK_MS), policy, asOf, real);
  });

  test('the real log of 5,563 calls', () => {
    const records = readRealLog();
    expect(records).toHaveLength(5563);
    for (const name of [
      'all as they are',
      'size tiers (post B)',
      'cascade with a judge',
      'errors, retries and fallbacks',
    ]) {
      const policy = policyNamed(name);
      for (const asOf of ['logged', AS_OF[2]] as const) expectSame(name, records, policy, asOf, real);
    }
  });
});

/** Calls as the columns of an import; labels by their ids. */
function toBatch(records: readonly UsageRecord[], labels: CellTable['labels']): RequestBatch {
  const batch = createRequestBatch(records.length);
  batch.length = records.length;
  records.forEach((record, row) => {
    for (const kind of LABEL_KINDS) batch[kind][row] = labels[kind].indexOf(record[kind]);
    for (const key of TOKEN_COUNT_KEYS) batch[key][row] = record[key];
    batch.timeMs[row] = record.timeMs;
    batch.requests[row] = record.requests;
    batch.loggedCostNanoUsd[row] = record.loggedCostNanoUsd ?? Number.NaN;
    batch.latencyMs[row] = record.latencyMs ?? Number.NaN;
  });
  return batch;
}

describe('the same answer, however the calls are grouped', () => {
  const policy = policyNamed('size tiers (post B)');
  const records = readRealLog();
  const table = cellsOf(records, cutsFor(records, policy, real));
  const whole = simulateCells(table, policy, 'logged', real);

  test('the cells that an import stores are those of the definitions', () => {
    const stored = createCellBuilder(table.cuts);
    stored.add(toBatch(records, table.labels));
    const cells = (of: CellTable) =>
      Array.from({ length: of.length }, (_, cell) =>
        [
          ...CELL_DIMENSIONS.map((name) => of.dimensions[name][cell]),
          ...CELL_MEASURES.map((name) => of.measures[name][cell]),
        ].join(),
      ).sort();
    expect(cells(stored.toCellTable(table.labels))).toEqual(cells(table));
  });

  test('finer cuts than needed change nothing', () => {
    const extra = {
      sizeEdges: [7, 777, 100_000, 200_001],
      dateEdgesMs: [Date.parse('2025-03-03T03:03:03Z'), Date.parse('2026-01-01T00:00:00Z')],
      clocks: [[{ weekdays: 0b0010101, startSecond: 100, endSecond: 50_000 }]],
    };
    const finer = cellsOf(records, mergeCuts(extra, table.cuts));
    expect(finer.length).toBeGreaterThan(table.length);
    const simulation = simulateCells(finer, policy, 'logged', real);
    expect(simulation.plan.usd).toBeCloseTo(whole.plan.usd ?? 0, 9);
    expect(simulation.unpriced).toEqual(whole.unpriced);
  });

  test('a cube without the day gives every total but those by day', () => {
    const cube = rollUp(table, REPLAY_DIMENSIONS);
    expect(cube.length).toBeLessThan(table.length);
    const { byDay: _, ...rest } = simulateCells(cube, policy, 'logged', real);
    const { byDay: __, ...expected } = whole;
    expect(rest.plan.usd).toBeCloseTo(expected.plan.usd ?? 0, 9);
    expect(rest.baseline.repricedUsd).toBeCloseTo(expected.baseline.repricedUsd ?? 0, 9);
    expect([rest.requests, rest.pricedPct, rest.comparableRequests]).toEqual([
      expected.requests,
      expected.pricedPct,
      expected.comparableRequests,
    ]);
  });

  test('two halves of a log add up to the whole', () => {
    const halves = [records.slice(0, 400), records.slice(400)].map((half) =>
      simulateCells(cellsOf(half, table.cuts), policy, 'logged', real),
    );
    expect(sumOf(halves, (half) => half.plan.usd ?? 0)).toBeCloseTo(whole.plan.usd ?? 0, 9);
    expect(sumOf(halves, (half) => half.baseline.repricedUsd ?? 0)).toBeCloseTo(whole.baseline.repricedUsd ?? 0, 9);
    expect(sumOf(halves, (half) => half.comparableRequests)).toBe(whole.comparableRequests);
  });

  test("cells that are not cut at a price's hours are refused, never priced at a guess", () => {
    const uncut = cellsOf(records, { ...table.cuts, clocks: [] });
    expect(() => simulateCells(uncut, policy, 'logged', real)).toThrow('cells are not cut at the hours');
  });

  test('an empty log has no bill, and covers nothing', () => {
    const empty = simulateCells(cellsOf([], table.cuts), policy, 'logged', real);
    expect([empty.requests, empty.pricedPct, empty.plan.usd, empty.baseline.repricedUsd, empty.savings.pct]).toEqual([
      0,
      0,
      null,
      null,
      null,
    ]);
  });
});

afterAll(() => {
  // Nothing of this is proved by tests that judged nothing.
  expect(judged.replays).toBe(120 + LAYER_POLICIES + PAIRED_POLICIES + NAMED_POLICIES.length * AS_OF.length + 8);
  expect(judged.requests).toBeGreaterThan(90_000);
  expect(judged.cells).toBeLessThan(judged.requests * 0.9);
  expect(judged.figures).toBeGreaterThan(30_000);
  const ofOneRow = ['logged cost over 100 times repriced', 'repriced cost over 100 times logged'];
  expect([...judged.kinds].sort()).toEqual(VIOLATION_KINDS.filter((kind) => !ofOneRow.includes(kind)).sort());
  expect([...judged.reasons].sort()).toEqual([
    'does not fit',
    'no accept share for the cascade',
    'no audio input price',
    'no audio output price',
    'no image input price',
    'no image output price',
    'no input price',
    'no model name',
    'no price at this date',
    'no price for this region',
    'no token counts',
    'no web search price',
    'unknown model',
  ]);
});
