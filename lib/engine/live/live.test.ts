import { afterAll, describe, expect, test } from 'vitest';
import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import { readPostB } from '@/lib/catalog/sources/posts';
import { CELL_DIMENSIONS, type CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, drawLog, type Opened, openBooks } from '../__oracle__/both-ways';
import { cellsOf } from '../__oracle__/cells-of';
import { LAB_BOOKS, LAB_WEEK_MS } from '../__oracle__/lab-books';
import { LAB_EVIDENCE } from '../__oracle__/lab-evidence';
import { LAB_LAYERS } from '../__oracle__/lab-layers';
import { NAMED_POLICIES } from '../__oracle__/named-policies';
import { drawPolicy } from '../__oracle__/policies';
import { rollFrom } from '../__oracle__/seeded';
import { spanOf } from '../period';
import { modelsOfPolicy } from '../plan-cuts';
import { indexEvidence } from '../quality';
import { rollUp } from '../roll-up';
import { simulate } from '../summarise';
import { readRealLog } from '../testing/real-log';
import { buildInputs } from './build-inputs';
import { coverageOf } from './coverage';
import { decodeCube, encodeCube } from './cube-codec';
import { createLiveContext, type LiveContext } from './live-context';
import type { LiveInputs } from './live-inputs';

const judged = { replays: 0, cells: 0, priced: 0, columns: 0 };

function openLive(cube: CellTable, policy: Policy, asOf: 'logged' | number, on: Opened): LiveContext {
  const inputs: LiveInputs = {
    cubeKey: '',
    asOf,
    span: spanOf(cube),
    ...buildInputs(cube, {
      ...on,
      evidence: indexEvidence(on.evidence, on.benchmarkOf),
      policy,
      models: modelsOfPolicy(policy),
      statedNameOf: () => undefined,
      benchmarkTitleOf: (id) => id,
    }),
    names: {},
    outliers: [],
    aggregateRequests: 0,
    weights: {},
    hashSeed: [],
  };
  // As it comes over the wire.
  return createLiveContext(JSON.parse(JSON.stringify(inputs)));
}

/** The cube and the context that a browser makes of what is sent give the answer of the whole books and cells. */
function expectSameLive(records: readonly UsageRecord[], policy: Policy, asOf: 'logged' | number, on: Opened) {
  const table = cellsOf(records, cutsFor(records, policy, on));
  const evidence = indexEvidence(on.evidence, on.benchmarkOf);
  const dropped = asOf === 'logged' ? ['day'] : ['day', 'dateInterval'];
  const rolled = rollUp(
    table,
    CELL_DIMENSIONS.filter((name) => !dropped.includes(name)),
  );
  const cube = decodeCube(encodeCube(rolled));
  const live = openLive(cube, policy, asOf, on);
  expect(coverageOf(policy, cube, live)).toBe('exact');
  const answer = simulate(cube, live.replay(policy, []));
  expect(answer).toEqual(simulate(rolled, { ...on, evidence, policy, asOf }));
  judged.replays++;
  judged.cells += cube.length;
  if (answer.plan.usd !== null) judged.priced++;
}

const lab = openBooks(
  LAB_BOOKS,
  () => LAB_EVIDENCE,
  (task, language) => (language === 'zh' ? 'c-eval' : task === 'classify' ? 'humaneval' : task === '' ? null : 'mmlu'),
);
const layers = openBooks(
  LAB_LAYERS,
  () => LAB_EVIDENCE,
  () => 'mmlu',
);
const LAB_SOURCES = ['lab/lab-clocked', 'lab-small', 'lab/lab-tiny', 'lab/lab-seen', 'no-such-model', ''];
const LAB_TARGETS = ['lab/lab-clocked', 'lab/lab-small', 'lab/lab-tiny', 'lab/lab-seen', 'nobody/knows-it'];
const books = [readOverrides(), await readGenaiPrices(), readPostB()];
const real = openBooks(books, (toMaker) => [...readPostBenchmarks(), ...readPolyglot(toMaker)], defaultBenchmark);
const AS_OF = ['logged', Date.parse('2026-09-09T08:30:00Z')] as const;

describe('encodeCube and decodeCube', () => {
  test('give the same table back, column by column', () => {
    for (let seed = 0; seed < 40; seed++) {
      const policy = drawPolicy(rollFrom(seed), LAB_SOURCES, LAB_TARGETS);
      const records = drawLog(seed, seed === 0 ? 0 : 120, policy, LAB_SOURCES, lab, LAB_WEEK_MS);
      const table = cellsOf(records, cutsFor(records, policy, lab));
      expect(decodeCube(encodeCube(table))).toEqual(table);
      judged.columns += Object.keys(table.dimensions).length + Object.keys(table.measures).length;
    }
  });

  test('keep sums above 32 bits, negative bands and fractions', () => {
    const table = cellsOf(readRealLog().slice(0, 40), { sizeEdges: [1000], dateEdgesMs: [], clocks: [] });
    table.measures.loggedCostNanoUsd.fill(2 ** 52 + 1, 0, 3);
    table.measures.latencyMs[1] = 0.1;
    table.dimensions.sizeBand[2] = -1;
    table.dimensions.clockMask[3] = -(2 ** 31);
    expect(decodeCube(encodeCube(table))).toEqual(table);
  });

  test('refuse what is no cube, and one that is cut short', () => {
    const table = cellsOf(readRealLog().slice(0, 40), { sizeEdges: [1000], dateEdgesMs: [], clocks: [] });
    const bytes = encodeCube(table);
    expect(() => decodeCube(new Uint8Array(40))).toThrow('no cube');
    expect(() => decodeCube(bytes.subarray(0, bytes.length - 8))).toThrow('cut short');
  });
});

describe('the browser’s replay is the server’s', () => {
  test.each([
    ['the lab', lab],
    ['layers of contracts', layers],
  ] as const)('%s, drawn policies', (_name, on) => {
    const models = [...new Set(on.books.flatMap((book) => book.offers.map(({ offerId }) => offerId as string)))];
    for (let seed = 0; seed < 30; seed++) {
      const policy = drawPolicy(rollFrom(700 + seed), [...models, 'no-such-model', ''], [...models, 'nobody/knows-it']);
      const records = drawLog(700 + seed, 150, policy, [...models, 'no-such-model', ''], on, LAB_WEEK_MS);
      for (const asOf of ['logged', LAB_WEEK_MS] as const) expectSameLive(records, policy, asOf, on);
    }
  });

  test('the real log under the named policies', () => {
    const records = readRealLog();
    for (const [i, policy] of NAMED_POLICIES.entries())
      expectSameLive(records, policy, AS_OF[i % 2] as (typeof AS_OF)[number], real);
  });

  test('a name that was not sent is told beforehand, and never taken for one that no book knows', () => {
    const records = readRealLog().slice(0, 50);
    const policy = NAMED_POLICIES[0] as Policy;
    const table = cellsOf(records, cutsFor(records, policy, real));
    const live = openLive(table, policy, 'logged', real);
    const other: Policy = { ...policy, rules: [], otherwise: { model: 'mistral/mistral-large-latest' } };
    expect(coverageOf(other, table, live)).toBe('names missing');
    expect(() => simulate(table, live.replay(other, []))).toThrow('mistral-large-latest');
  });

  test('a size inside a band is said to be approximate', () => {
    const records = readRealLog().slice(0, 50);
    const policy = NAMED_POLICIES[0] as Policy;
    const table = cellsOf(records, cutsFor(records, policy, real));
    const live = openLive(table, policy, 'logged', real);
    const sized: Policy = {
      ...policy,
      rules: [{ id: 'odd', when: { inputTokens: { atMost: 4321 } }, route: { keep: true } }],
      otherwise: { keep: true },
    };
    expect(coverageOf(sized, table, live)).toBe('approximate');
  });
});

afterAll(() => {
  expect(judged.replays).toBeGreaterThan(120);
  expect(judged.priced).toBeGreaterThan(90);
  expect(judged.cells).toBeGreaterThan(10_000);
  expect(judged.columns).toBeGreaterThan(1000);
});
