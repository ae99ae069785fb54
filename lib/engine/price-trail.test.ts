import { afterAll, describe, expect, test } from 'vitest';
import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostB } from '@/lib/catalog/sources/posts';
import type { Policy } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, drawLog, type Opened, openBooks, simulateCells } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { LAB_BOOKS, LAB_WEEK_MS } from './__oracle__/lab-books';
import { LAB_EVIDENCE } from './__oracle__/lab-evidence';
import { NAMED_POLICIES } from './__oracle__/named-policies';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { OVERHEAD_MODEL } from './evaluate';
import { type TrailLine, type TrailPart, traceBill } from './price-trail';
import { indexEvidence } from './quality';
import { readRealLog } from './testing/real-log';

const judged = { trails: 0, models: 0, tasks: 0, teams: 0, lines: 0, roles: new Set<string>() };
const RELATIVE = 1e-9;

function sum(lines: readonly TrailLine[]): number {
  return lines.reduce((total, { usd }) => total + usd, 0);
}

function expectUsd(name: string, got: number, want: number): void {
  const isSame = Math.abs(got - want) <= RELATIVE * Math.max(Math.abs(got), Math.abs(want));
  expect(isSame ? want : got, name).toBe(want);
}

/** Every figure by model, task and team beside the sum of the price rows that are said to be behind it. */
function expectTrails(
  name: string,
  records: readonly UsageRecord[],
  policy: Policy,
  asOf: 'logged' | number,
  on: Opened,
) {
  const table = cellsOf(records, cutsFor(records, policy, on));
  const { byModel, byTask, byTeam } = simulateCells(table, policy, asOf, on);
  const context = { ...on, policy, asOf, evidence: indexEvidence(on.evidence, on.benchmarkOf) };
  for (const side of ['today', 'plan'] as const) {
    const field = side === 'today' ? 'repricedUsd' : 'planUsd';
    const all = traceBill(table, context, side, { kind: 'all' });
    judged.trails++;
    judged.lines += all.length;
    for (const line of all) {
      judged.roles.add(line.role);
      expect(line.price === null).toBe(line.role === 'overhead' || line.role === 'cacheHit');
    }
    const modelsOfLines = new Set(all.filter(({ usd }) => usd > 0).map(({ model }) => model));
    expect([...modelsOfLines].filter((model) => !byModel.some((row) => row.model === model))).toEqual([]);
    for (const row of byModel) {
      const own = all.filter(({ model }) => model === row.model);
      expectUsd(`${name}, ${side}, ${row.model}`, sum(own), row[field]);
      if (side === 'plan' && row.model !== OVERHEAD_MODEL)
        expectUsd(
          `${name}, calls of ${row.model}`,
          own.reduce((total, line) => total + line.requests, 0),
          row.requests,
        );
      judged.models++;
    }
    const parts: (readonly [TrailPart, number])[] = [
      ...byTask.slice(0, 3).map((row) => [{ kind: 'task', name: row.task }, row[field]] as const),
      ...byTeam.slice(0, 2).map((row) => [{ kind: 'team', name: row.team }, row[field]] as const),
      ...byModel.slice(0, 1).map((row) => [{ kind: 'model', name: row.model }, row[field]] as const),
    ];
    for (const [part, usd] of parts) {
      expectUsd(`${name}, ${side}, ${JSON.stringify(part)}`, sum(traceBill(table, context, side, part)), usd);
      if (part.kind === 'task') judged.tasks++;
      if (part.kind === 'team') judged.teams++;
    }
  }
}

const LAB_SOURCES = [
  'lab/lab-clocked',
  'lab-clocked',
  'lab-small',
  'lab/lab-seen',
  'lab-voice',
  'lab-ended',
  'mystery-7b',
  '',
];
const LAB_TARGETS = [
  'lab/lab-clocked',
  'lab/lab-small',
  'lab/lab-tiny',
  'lab/lab-seen',
  'lab/lab-voice',
  'lab/lab-ended',
];

describe('the price rows behind a figure add up to it', () => {
  const lab = openBooks(LAB_BOOKS, () => LAB_EVIDENCE, defaultBenchmark);
  test('policies drawn at random over made-up books', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const policy = drawPolicy(rollFrom(seed), LAB_SOURCES, LAB_TARGETS);
      const records = drawLog(1000 + seed, 150, policy, LAB_SOURCES, lab, LAB_WEEK_MS);
      expectTrails(`seed ${seed}`, records, policy, seed % 3 === 0 ? LAB_WEEK_MS + seed * 3_600_000 : 'logged', lab);
    }
  });

  test('the named policies over the real books', async () => {
    const real = openBooks([readOverrides(), await readGenaiPrices(), readPostB()], () => [], defaultBenchmark);
    const sources = [
      'claude-sonnet-4-5-20250929',
      'gemini-2.5-pro',
      'gpt-5.4',
      'gpt-4o-2024-08-06',
      'deepseek-v4-flash',
    ];
    const weekMs = Date.parse('2026-08-16T00:00:00Z');
    for (const [i, policy] of NAMED_POLICIES.entries())
      expectTrails(policy.name, drawLog(i, 250, policy, sources, real, weekMs), policy, 'logged', real);
    const keep = NAMED_POLICIES[0] as Policy;
    expectTrails('the real log', readRealLog(), keep, Date.parse('2026-09-09T08:30:00Z'), real);
  });
});

afterAll(() => {
  expect(judged.trails).toBe(2 * (60 + NAMED_POLICIES.length + 1));
  expect(judged.models).toBeGreaterThan(500);
  expect(judged.tasks).toBeGreaterThan(200);
  expect(judged.teams).toBeGreaterThan(100);
  expect(judged.lines).toBeGreaterThan(1000);
  expect([...judged.roles].sort()).toEqual(['answer', 'cacheHit', 'fallback', 'judge', 'overhead', 'retry', 'step']);
});
