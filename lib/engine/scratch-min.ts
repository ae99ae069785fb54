import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import { readPostB } from '@/lib/catalog/sources/posts';
import type { Evidence } from '@/lib/domain/evidence';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { replayByRequest } from './__oracle__/by-request';
import { cellsOf } from './__oracle__/cells-of';
import { compare } from './__oracle__/compare';
import { LAB_BOOKS, LAB_WEEK_MS } from './__oracle__/lab-books';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { criticalSizes, criticalTimes, drawRecords } from './__oracle__/workload';
import { mergeCuts } from './cuts';
import { createMakerLookup, createResolver } from './names';
import { cutsForPlan, modelsOfPolicy } from './plan-cuts';
import { createPriceStack } from './price-stack';
import { indexEvidence } from './quality';
import { REPLAY_DIMENSIONS, rollUp } from './roll-up';
import { simulate } from './summarise';

type Open = ReturnType<typeof open>;

function open(books: readonly PriceBook[], evidence: (maker: (name: string) => OfferId | null) => Evidence[]) {
  const resolve = createResolver(books, new Map());
  const makerOf = createMakerLookup(books, resolve);
  const offerOf = (name: string) => resolve(name)?.offerId ?? null;
  const runs = evidence((name) => {
    const offerId = offerOf(name);
    return offerId === null ? null : makerOf(offerId);
  });
  return { books, resolve, offerOf, makerOf, evidence: runs, stack: createPriceStack(books) };
}

const judged = { plans: 0, requests: 0, cells: 0, figures: 0 };

/** Replays the records both ways and expects no difference. Returns the simulation. */
function expectSame(name: string, records: readonly UsageRecord[], policy: Policy, asOf: 'logged' | number, on: Open) {
  const sources = [...new Set(records.flatMap((record) => on.offerOf(record.model) ?? []))];
  const table = cellsOf(records, cutsForPlan(sources, policy, on.resolve, on.stack));
  const benchmarkOf = defaultBenchmark;
  const simulation = simulate(table, { ...on, policy, asOf, evidence: indexEvidence(on.evidence, benchmarkOf) });
  const { differences, judged: figures } = compare(simulation, replayByRequest(records, { ...on, policy, asOf, benchmarkOf }));
  expect(differences, `${name}, as of ${asOf}`).toEqual([]);
  judged.plans++;
  judged.requests += records.length;
  judged.cells += table.length;
  judged.figures += figures;
  return { simulation, table };
}

function drawFor(seed: number, count: number, policy: Policy, sources: readonly string[], on: Open, weekMs: number): UsageRecord[] {
  const offers = [...sources, ...modelsOfPolicy(policy)].flatMap((name) => on.offerOf(name) ?? []);
  const sizes = criticalSizes(policy, [...new Set(offers)], on.books);
  const times = criticalTimes(offers, on.books, weekMs);
  return drawRecords(rollFrom(seed), count, { models: sources, sizes, times });
}

const LAB_EVIDENCE: Evidence[] = (
  [
    ['lab/lab-clocked', 'mmlu', 0.9, 200, 'eval', '2026-01-01'],
    ['lab/lab-clocked', 'humaneval', 0.8, null, 'prior', null],
    ['lab/lab-small', 'mmlu', 0.7, 100, 'eval', '2026-01-01'],
    ['lab/lab-small', 'mmlu', 0.75, 100, 'eval', '2026-02-01'],
    ['lab/lab-tiny', 'mmlu', 0.5, null, 'prior', null],
    ['lab/lab-tiny', 'c-eval', 0.4, 29, 'eval', '2026-02-01'],
    ['lab/lab-seen', 'mmlu', 0.6, 30, 'feedback', '2026-02-01'],
    ['lab/lab-seen', 'c-eval', 0.65, 50, 'prior', '2026-02-01'],
  ] as const
).map(([offerId, benchmark, score, sampleSize, kind, measuredOn]) => ({
  dataset: 'lab',
  offerId: parseOfferId(offerId),
  benchmark,
  score,
  sampleSize,
  kind,
  source: 'made up',
  measuredOn,
}));

const LAB_SOURCES = ['lab/lab-clocked', 'lab-clocked', 'lab-small', 'lab/lab-seen', 'lab-voice', 'lab-ended', 'lab-output-only', 'lab-cache-only', 'mystery-7b', ''];
const LAB_TARGETS = ['lab/lab-clocked', 'lab/lab-clocked', 'lab/lab-small', 'lab/lab-small', 'lab/lab-tiny', 'lab/lab-seen', 'lab/lab-voice', 'lab/lab-ended', 'lab/lab-cache-only', 'lab/lab-unpriced', 'nobody/knows'];

const expect = (a: unknown, _: string) => ({ toEqual(_b: unknown) {} });
const lab = open(LAB_BOOKS, () => LAB_EVIDENCE);
const diff = (records: readonly UsageRecord[], policy: Policy, asOf: 'logged'|number) => {
  const on = lab;
  const sources = [...new Set(records.flatMap((record) => on.offerOf(record.model) ?? []))];
  const table = cellsOf(records, cutsForPlan(sources, policy, on.resolve, on.stack));
  const benchmarkOf = defaultBenchmark;
  const simulation = simulate(table, { ...on, policy, asOf, evidence: indexEvidence(on.evidence, benchmarkOf) });
  return compare(simulation, replayByRequest(records, { ...on, policy, asOf, benchmarkOf })).differences;
};
let shown=0;
for (let seed = 1; seed <= Number(process.argv[2] ?? 120); seed++) {
  const policy = drawPolicy(rollFrom(seed), LAB_SOURCES, LAB_TARGETS);
  let records = drawFor(1000 + seed, 300, policy, LAB_SOURCES, lab, LAB_WEEK_MS);
  const asOf = seed % 3 === 0 ? LAB_WEEK_MS + seed * 3_600_000 : 'logged';
  if (diff(records, policy, asOf).length === 0) continue;
  for (let step = records.length >> 1; step >= 1; step = step >> 1)
    for (let i = 0; i < records.length; ) {
      const without = [...records.slice(0, i), ...records.slice(i + step)];
      if (without.length && diff(without, policy, asOf).length > 0) records = without; else i += step;
    }
  let p: any = structuredClone(policy);
  for (const key of ['cache','serviceTier']) for (let i=0;i<p[key].length;) { const q=structuredClone(p); q[key].splice(i,1); if (diff(records,q,asOf).length) p=q; else i++; }
  for (let i=0;i<p.rules.length;) { const q=structuredClone(p); q.rules.splice(i,1); if (diff(records,q,asOf).length) p=q; else i++; }
  for (let i=0;i<p.assumptions.factors.length;) { const q=structuredClone(p); q.assumptions.factors.splice(i,1); if (diff(records,q,asOf).length) p=q; else i++; }
  for (const k of ['promptCacheKept','errorRate','overheadUsdPerRequest']) { const q=structuredClone(p); q.assumptions[k]=0; if (diff(records,q,asOf).length) p=q; }
  console.log(`\n### seed ${seed} asOf ${asOf}`, JSON.stringify(p));
  for (const r of records) console.log('  ', new Date(r.timeMs).toISOString(), JSON.stringify(Object.fromEntries(Object.entries(r).filter(([,v])=>v!==0&&v!==''&&v!==false&&v!==null))));
  for (const d of diff(records, p, asOf).slice(0,6)) console.log('   -', d);
  if (++shown >= 12) break;
}
