import { describe, expect, it, test } from 'vitest';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { Simulation } from '@/lib/domain/simulation';
import type { UsageRecord } from '@/lib/domain/usage';
import { parsePolicy } from '@/lib/schema/policy';
import { sampleCompanyRecords } from '@/lib/usage/sample/sample-company';
import { cellsOf } from '../__oracle__/cells-of';
import { mergeCuts } from '../cuts';
import { createMakerLookup, createResolver } from '../names';
import { cutsForPlan } from '../plan-cuts';
import { createPriceStack } from '../price-stack';
import { indexEvidence } from '../quality';
import { simulate } from '../summarise';
import { describeTraffic } from '../traffic';
import { makeReadyMade } from './make-ready-made';
import { type FoundModel, READY_MADE_KEYS, type ReadyMade } from './ready-made';

const books = [readPostCd(), readPostB()];
const stack = createPriceStack(books);
const resolve = createResolver(books, new Map());
const makerOf = createMakerLookup(books, resolve);
const records = [...sampleCompanyRecords()];
const SOURCES = ['openai/gpt-4o', 'anthropic/claude-3-5-sonnet'].map(parseOfferId);

const find = (...models: readonly string[]): FoundModel | null => {
  const model = models.find((id) => stack.rowsOf(parseOfferId(id)).some(({ rates }) => rates.input !== undefined));
  return model === undefined ? null : { model, name: model.slice(model.indexOf('/') + 1), book: null };
};

const traffic = describeTraffic(cellsOf(records.slice(0, 40_000), cutsForPlan(SOURCES, null, resolve, stack)), resolve);
const wholeTraffic = {
  ...traffic,
  requests: records.length,
  tasks: traffic.tasks.map((task) => {
    const own = records.filter((record) => record.task === task.task);
    return {
      ...task,
      requests: own.length,
      inputTokens: own.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      outputTokens: own.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    };
  }),
};
const made = makeReadyMade({
  traffic: wholeTraffic,
  sources: SOURCES.map((model) => ({ model, name: model })),
  find,
  best: null,
});
const policies = made.map(({ policy }) => policy);
const table = cellsOf(
  records,
  policies.map((policy) => cutsForPlan(SOURCES, policy, resolve, stack)).reduce((all, cuts) => mergeCuts(all, cuts)),
);
const evidence = indexEvidence([], () => null);
const replay = (policy: Policy): Simulation =>
  simulate(table, { policy, asOf: 'logged', stack, resolve, makerOf, evidence });

/** USD per 1M input and output tokens, as the posts print them. */
const USD = {
  gpt4o: [2.5, 10],
  claude: [3, 15],
  mini: [0.15, 0.6],
  flash: [0.18, 0.25],
  qwen: [0.18, 0.28],
  glm5: [0.73, 1.92],
  kimi: [0.59, 3],
  proB: [0.55, 2.2],
  glm4B: [0.2, 0.8],
  economyGlm4B: [0.1, 0.4],
} as const;
type Priced = keyof typeof USD;

/** One billed call: the model, how often, what it reads and writes of the request's own tokens. */
type Billed = {
  readonly on: Priced;
  readonly share?: number;
  readonly input?: number;
  readonly output?: number;
  readonly writes?: number;
};

const ownOf = ({ model }: UsageRecord): Priced => (model === 'gpt-4o' ? 'gpt4o' : 'claude');

/** Adds up tokens by model over every generated request, and multiplies by the posts' prices at the end. */
function billOf(callsOf: (record: UsageRecord) => readonly Billed[]): number {
  const tokens = new Map<Priced, [number, number]>();
  for (const record of records)
    for (const { on, share = 1, input = 1, output = 1, writes } of callsOf(record)) {
      const sums = tokens.get(on) ?? [0, 0];
      sums[0] += record.inputTokens * input * share;
      sums[1] += (writes ?? record.outputTokens * output) * share;
      tokens.set(on, sums);
    }
  return [...tokens].reduce((usd, [on, [read, written]]) => usd + (read * USD[on][0] + written * USD[on][1]) / 1e6, 0);
}

const ofId = (id: string): ReadyMade => {
  const found = made.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not offered to the sample company`);
  return found;
};
const TRIVIAL = ['classify', 'extract'];
const HARD = ['code_review', 'report'];
const isVision = ({ needs }: UsageRecord) => needs === 'vision';

/** Post B's words: < 100, < 1,000 and < 8,000 of them, at 4/3 tokens a word. */
const words = ({ inputTokens }: UsageRecord) => inputTokens / (4 / 3);

const BILLS: { readonly [id: string]: (record: UsageRecord) => readonly Billed[] } = {
  tasks: (record) => [
    {
      on:
        (
          {
            rag: 'flash',
            classify: 'flash',
            extract: 'flash',
            support: 'qwen',
            summarise: 'glm5',
            code_review: 'gpt4o',
            report: 'proB',
            vision: 'gpt4o',
          } as const
        )[record.task] ?? 'claude',
    },
  ],
  tiers: (record) => [{ on: isVision(record) ? ownOf(record) : words(record) < 1000 ? 'flash' : 'proB' }],
  'tiers-four': (record) => {
    if (isVision(record)) return [{ on: ownOf(record) }];
    // No context of Qwen3-32B is known from posts C and D, so every ticket goes there.
    if (record.task === 'support') return [{ on: 'qwen' }];
    return [{ on: words(record) < 100 ? 'glm4B' : words(record) < 1000 ? 'flash' : 'proB' }];
  },
  classified: (record) => [{ on: isVision(record) || HARD.includes(record.task) ? ownOf(record) : 'flash' }],
  share: (record) =>
    record.model === 'gpt-4o'
      ? [{ on: 'gpt4o' }]
      : [
          { on: 'kimi', share: 0.8 },
          { on: 'claude', share: 0.2 },
        ],
  ab: (record) => {
    const own = ownOf(record);
    const rival = BILLS.tasks?.(record)[0]?.on ?? own;
    return isVision(record) || rival === own
      ? [{ on: own }]
      : [
          { on: own, share: 0.5 },
          { on: rival, share: 0.5 },
        ];
  },
  verify: (record) =>
    HARD.includes(record.task)
      ? [{ on: 'flash' }, { on: 'mini', input: 1.1, writes: 16 }, { on: ownOf(record), share: 1 - 0.8 }]
      : [{ on: ownOf(record) }],
  chain: (record) => {
    if (record.task !== 'report') return [{ on: ownOf(record) }];
    // 4M / 224M = 0.0179 output tokens a token of input; GPT-4o's 128K do not hold every request with its draft.
    const reasons = record.inputTokens * 1.02 > 128_000 ? 'proB' : 'gpt4o';
    return [
      { on: 'flash' },
      { on: reasons, input: 1.02 },
      { on: 'mini', input: 1.02, output: 0.3 },
      { on: 'glm5', input: 0.02 },
    ];
  },
  compliance: (record) => [
    { on: isVision(record) || ['support', 'report'].includes(record.task) ? ownOf(record) : 'mini' },
  ],
  cache: (record) => [{ on: ownOf(record), share: isVision(record) ? 1 : 0.6 }],
  economy: (record) => [{ on: TRIVIAL.includes(record.task) ? 'economyGlm4B' : ownOf(record) }],
};

describe('every ready-made policy on the sample company, by the price tables of the posts', () => {
  it('all systems are offered, under the key of their post', () => {
    expect([...new Set(made.map(({ key }) => key))].sort()).toEqual([...READY_MADE_KEYS].sort());
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    for (const { policy } of made) expect(parsePolicy(JSON.stringify(policy))).toEqual(policy);
  });

  test.each(Object.entries(BILLS))('%s costs what its requests add up to', (id, callsOf) => {
    const simulation = replay(ofId(id).policy);
    const expected = billOf(callsOf);
    expect(simulation.pricedPct).toBe(100);
    expect(Math.abs((simulation.plan.usd ?? 0) - expected)).toBeLessThan(1e-9 * expected);
    expect(simulation.baseline.repricedUsd).toBeCloseTo(7671, 6);
  });

  it('each is in the list above, or written out below', () => {
    expect(made.map(({ id }) => id).filter((id) => !(id in BILLS))).toEqual(['rate-limit']);
  });
});

describe('the bills written out', () => {
  const usdOf = (id: string) => replay(ofId(id).policy).plan.usd ?? Number.NaN;

  it('D1: $1,211.056 a month', () => {
    // rag 1,536 × 0.18 + 36 × 0.25 = 285.48; summarise 110 × 0.73 + 3.5 × 1.92 = 87.02; code 130 × 2.5 + 6 × 10 = 385;
    // support 280 × 0.18 + 20 × 0.28 = 56; classify 43.536; extract 22.02; report 224 × 0.55 + 4 × 2.2 = 132; vision 200
    expect(usdOf('tasks')).toBeCloseTo(285.48 + 87.02 + 385 + 56 + 43.536 + 22.02 + 132 + 200, 8);
  });

  it('C3: 80 % of $480 of Claude on Kimi K2.5', () => {
    // 0.2 × 480 + 0.8 × (130 × 0.59 + 6 × 3) = 96 + 75.76; the other tasks cost 7,191
    expect(usdOf('share')).toBeCloseTo(7191 + 96 + 75.76, 8);
  });

  it('B2: 40 % of all but the pictures is free', () => {
    expect(usdOf('cache')).toBeCloseTo(200 + 0.6 * 7471, 8);
  });

  it('B3: classify and extract at half of GLM-4 Plus', () => {
    // 349.2 × 0.10 + 10.8 × 0.40 = 39.24 instead of 981
    expect(usdOf('economy')).toBeCloseTo(7671 - 981 + 39.24, 8);
    expect(replay(ofId('economy').policy).violations.filter(({ kind }) => kind.includes('tier'))).toEqual([]);
  });

  it('A5: what is not personal on GPT-4o-mini', () => {
    // rag 252, summarise 18.6, code 23.1, classify 38.16, extract 20.7; support 900, report 600, vision 200 stay
    expect(usdOf('compliance')).toBeCloseTo(252 + 18.6 + 23.1 + 38.16 + 20.7 + 900 + 600 + 200, 8);
  });

  it('A3: report, code and pictures stay, the rest is on V4 Flash', () => {
    // rag 285.48, summarise 20.675, support 55.4, classify 43.536, extract 22.02
    expect(usdOf('classified')).toBeCloseTo(285.48 + 20.675 + 55.4 + 43.536 + 22.02 + 480 + 600 + 200, 8);
  });

  it('B5: at an error rate of 1 % V4 Flash answers one call in a hundred', () => {
    const { policy } = ofId('rate-limit');
    expect(policy.otherwise).toEqual({ keep: true, fallback: ['deepseek/deepseek-v4-flash'] });
    expect(policy.errors).toEqual({ retries: 0, lastResort: 'cachedAnswer' });
    // V4 Flash sees no pictures: their $200 stay. Which of the retries end in the cache is not known, so none is free.
    const second = billOf((record) => (isVision(record) ? [] : [{ on: 'flash', share: 0.01 }]));
    expect(usdOf('rate-limit')).toBeCloseTo(0.99 * 7471 + 200 + second, 8);
    // The other tasks on V4 Flash: 2,629.2M × 0.18 + 80.3M × 0.25 = 473.256 + 20.075
    expect(second).toBeCloseTo(0.01 * 493.331, 8);
  });
});

describe('what the posts claim, on their own prices', () => {
  it('C: RAG is $4,200.00 on GPT-4o and $285.48 on V4 Flash, not $95', () => {
    const rag = replay(ofId('tasks').policy).byTask.find(({ task }) => task === 'rag');
    expect(rag?.repricedUsd).toBeCloseTo(4200, 8);
    expect(rag?.planUsd).toBeCloseTo(285.48, 8);
  });

  it('C: summarising for $310 costs $20.68 on V4 Flash, not $8', () => {
    const summarise = replay(ofId('classified').policy).byTask.find(({ task }) => task === 'summarise');
    expect(summarise?.planUsd).toBeCloseTo(110 * 0.18 + 3.5 * 0.25, 8);
  });

  it('B: its router saves 78.0–89.2 % of what moves from GPT-4o at its own prices, so 58 % moved less', () => {
    const inB = (model: string) => `global-api/${model}` as OfferId;
    const { policy } = ofId('tiers');
    const onlyB: Policy = JSON.parse(
      JSON.stringify(policy).replaceAll('deepseek/deepseek-v4-flash', inB('deepseek-v4-flash')),
    );
    const moved = replay(onlyB).byTask.filter(({ task }) => !['vision', 'code_review'].includes(task));
    expect(moved.length).toBe(6);
    for (const { repricedUsd, planUsd } of moved) {
      expect(1 - planUsd / repricedUsd).toBeGreaterThan(0.78 - 1e-9);
      expect(1 - planUsd / repricedUsd).toBeLessThan(0.892);
    }
  });
});
