import { defaultBenchmark } from '@/lib/catalog/benchmarks';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPolyglot } from '@/lib/catalog/sources/polyglot';
import { readPostBenchmarks } from '@/lib/catalog/sources/post-benchmarks';
import type { CellTable } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import type { PlanRequest } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { type Opened, openBooks } from '../../__oracle__/both-ways';
import { cellsOf } from '../../__oracle__/cells-of';
import { LAB_BOOKS, LAB_WEEK_MS } from '../../__oracle__/lab-books';
import { rollFrom } from '../../__oracle__/seeded';
import { criticalSizes, drawRecords } from '../../__oracle__/workload';
import { indexEvidence } from '../../quality';
import type { ReplayContext } from '../../replay-context';
import { keepAll } from '../../templates';
import { readRealLog } from '../../testing/real-log';
import { buildPlanProblem } from '../build-plan-problem';
import { cutsForCandidates } from '../size-classes';

const SOURCES = [
  'lab/lab-clocked',
  'lab-clocked',
  'lab-small',
  'lab/lab-seen',
  'lab-voice',
  'lab-ended',
  'mystery-7b',
  '',
];
export const LAB_CANDIDATES = [
  'lab/lab-clocked',
  'lab/lab-small',
  'lab/lab-tiny',
  'lab/lab-seen',
  'lab/lab-voice',
  'lab/lab-ended',
  'lab/lab-cache-only',
  'lab/lab-unpriced',
];
const BENCHMARKS = ['mmlu', 'humaneval', 'c-eval'];

/** Scores of most lab models on most benchmarks, drawn anew; some without a sample. */
export function drawEvidence(seed: number): Evidence[] {
  const dice = rollFrom(seed);
  return LAB_CANDIDATES.flatMap((model) =>
    BENCHMARKS.flatMap((benchmark): Evidence[] => {
      const score = Math.round(1000 * (0.3 + 0.7 * dice.next())) / 1000;
      const sampleSize = dice.chance(0.2) ? null : 30 + dice.below(3000);
      if (dice.chance(0.12)) return [];
      const offerId = parseOfferId(model);
      return [
        { dataset: 'drawn', offerId, benchmark, score, sampleSize, kind: 'prior', source: 'made up', measuredOn: null },
      ];
    }),
  );
}

export type Setup = { readonly table: CellTable; readonly context: ReplayContext; readonly request: PlanRequest };

export function requestFor(parts: Partial<PlanRequest> = {}): PlanRequest {
  const base = keepAll();
  return { base, candidates: LAB_CANDIDATES, by: ['task', 'size'], certainty: 'estimate', weights: {}, ...parts };
}

/** Calls as cells, cut for a request's candidates, under these books. */
export function setUp(
  records: readonly UsageRecord[],
  on: Opened,
  request: PlanRequest,
  asOf: 'logged' | number,
): Setup {
  const sources = [...new Set(records.flatMap((record) => on.offerOf(record.model) ?? []))];
  const cuts = cutsForCandidates(sources, request.base, request.candidates, on.resolve, on.stack);
  const { stack, resolve, makerOf } = on;
  const evidence = indexEvidence(on.evidence, on.benchmarkOf);
  return {
    table: cellsOf(records, cuts),
    context: { policy: request.base, asOf, stack, resolve, makerOf, evidence },
    request,
  };
}

export const openLab = (seed: number, books: readonly PriceBook[] = LAB_BOOKS): Opened =>
  openBooks(books, () => drawEvidence(seed), defaultBenchmark);

export function drawLab(seed: number, count: number, base: Policy, on: Opened): UsageRecord[] {
  const offers = [...new Set([...SOURCES, ...LAB_CANDIDATES].flatMap((name) => on.offerOf(name) ?? []))];
  const sizes = criticalSizes(base, offers, on.books);
  const times = [0, 1, 2, 3].map((day) => LAB_WEEK_MS + day * 86_400_000 + 36_000_000);
  return drawRecords(rollFrom(seed), count, { models: SOURCES, sizes, times });
}

/** A made-up log over the lab's books, with evidence drawn anew. */
export function drawSetup(seed: number, parts: Partial<PlanRequest> = {}, count = 400): Setup {
  const on = openLab(seed);
  const request = requestFor(parts);
  return setUp(drawLab(seed, count, request.base, on), on, request, LAB_WEEK_MS);
}

const REAL_CANDIDATES = [
  'gpt-4o',
  'gpt-4o-mini',
  'o3-mini',
  'deepseek-chat',
  'gemini-2.5-pro',
  'claude-3-5-haiku-20241022',
  'gpt-4.1-mini',
  'gpt-4.1',
];

/** The sample log, or the part of it that `isWanted`, under the shipped prices and public benchmarks. */
export async function realSetup(
  parts: Partial<PlanRequest>,
  isWanted: (record: UsageRecord) => boolean = () => true,
): Promise<Setup> {
  const books = [readOverrides(), await readGenaiPrices()];
  const on = openBooks(books, (toMaker) => [...readPostBenchmarks(), ...readPolyglot(toMaker)], defaultBenchmark);
  const request = requestFor({ candidates: REAL_CANDIDATES, ...parts });
  return setUp(readRealLog().filter(isWanted), on, request, Date.parse('2026-08-01'));
}

export const problemOf = ({ table, context, request }: Setup) => buildPlanProblem(table, context, request);
