import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import { LAB_BOOKS } from './__oracle__/lab-books';
import { LAB_LAYERS } from './__oracle__/lab-layers';
import { containsCuts, STANDARD_CUTS } from './cuts';
import { createResolver } from './names';
import { cutsForPlan, modelsOfPolicy, smallestCount } from './plan-cuts';
import { createPriceStack } from './price-stack';

test('smallestCount is the smallest whole count past the threshold, by the comparison of the engine itself', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000_000 }),
      fc.boolean(),
      fc.oneof(fc.double({ min: 0.05, max: 20, noNaN: true }), fc.constantFrom(1, 1.05, 1.1, 1.2, 1.25, 1.1 * 1.2)),
      (threshold, inclusive, factor) => {
        const isPast = (count: number) => (inclusive ? count * factor >= threshold : count * factor > threshold);
        const count = smallestCount(threshold, inclusive, factor);
        expect(Number.isInteger(count)).toBe(true);
        expect(isPast(count)).toBe(true);
        expect(count === 0 || !isPast(count - 1)).toBe(true);
      },
    ),
    { seed: 8, numRuns: 2000 },
  );
});

const books = [readOverrides(), await readGenaiPrices()];
const resolve = createResolver(books, new Map());
const stack = createPriceStack(books);
const KEEP: Policy = { waybill: 1, name: 'as it is', rules: [], otherwise: { keep: true } };
const cuts = (sources: readonly string[], policy: Policy | null) =>
  cutsForPlan(
    sources.map((id) => parseOfferId(id)),
    policy,
    resolve,
    stack,
  );

describe('cutsForPlan', () => {
  test('the standard grid always, and edges ascend', () => {
    const { sizeEdges, dateEdgesMs } = cuts(['openai/o3', 'google/gemini-2.5-pro'], KEEP);
    expect(containsCuts({ ...STANDARD_CUTS, sizeEdges }, STANDARD_CUTS)).toBe(true);
    expect([...sizeEdges].sort((a, b) => a - b)).toEqual(sizeEdges);
    expect([...dateEdgesMs].sort((a, b) => a - b)).toEqual(dateEdgesMs);
    expect(new Set(sizeEdges).size).toBe(sizeEdges.length);
  });

  test('context tiers and windows of the source models: the first size past them', () => {
    // > 200,000 and a window of 200,000; ≥ 272,000
    expect(cuts(['anthropic/claude-sonnet-4-5', 'openai/gpt-5.4'], null).sizeEdges).toEqual(
      expect.arrayContaining([200_001, 272_000]),
    );
    expect(cuts(['openai/gpt-4o'], null).sizeEdges).not.toContain(272_000);
  });

  test('those of every model a route may send to, judge, steps and fallbacks included', () => {
    const routes: Policy['otherwise'][] = [
      { model: 'x', fallback: ['openai/gpt-5.4'] },
      {
        split: [
          { model: 'x', weight: 1 },
          { model: 'openai/gpt-5.4', weight: 1 },
        ],
      },
      { chain: [{ model: 'x' }, { model: 'openai/gpt-5.4' }] },
      { cascade: [{ model: 'x' }, { model: 'y' }], judge: { model: 'openai/gpt-5.4', inputFactor: 1 } },
    ];
    for (const otherwise of routes) {
      expect(modelsOfPolicy({ ...KEEP, otherwise })).toContain('openai/gpt-5.4');
      expect(cuts([], { ...KEEP, otherwise }).sizeEdges).toContain(272_000);
      expect(cuts([], { ...KEEP, rules: [{ id: 'r', route: otherwise }] }).sizeEdges).toContain(272_000);
    }
  });

  test('a factor moves the thresholds: the smallest source count it puts past them', () => {
    const policy: Policy = {
      ...KEEP,
      otherwise: { chain: [{ model: 'openai/gpt-5.4', inputFactor: 1.6 }] },
      assumptions: { factors: [{ from: 'openai/gpt-4o', to: 'openai/gpt-5.4', input: 1.25 }] },
    };
    // 272,000 / 1.25 = 217,600; / 1.6 = 170,000; / 2 = 136,000
    expect(cuts(['openai/gpt-4o'], policy).sizeEdges).toEqual(
      expect.arrayContaining([272_000, 217_600, 170_000, 136_000]),
    );
  });

  test('every size a policy names, in rules, caches and service tiers, inside `not` too', () => {
    const policy: Policy = {
      ...KEEP,
      rules: [
        { id: 'r', when: { not: { not: { inputTokens: { atLeast: 111, atMost: 222 } } } }, route: { keep: true } },
      ],
      cache: [{ kind: 'exact', hitRate: 0.5, when: { inputTokens: { atMost: 333 } } }],
      serviceTier: [{ tier: 'batch', when: { inputTokens: { atLeast: 444 } } }],
    };
    expect(cuts([], policy).sizeEdges).toEqual(expect.arrayContaining([111, 223, 334, 444]));
  });

  test('dates and hours of the models in play, never of the whole catalog', () => {
    expect(cuts(['openai/gpt-4o'], KEEP)).toMatchObject({ dateEdgesMs: [], clocks: [] });
    expect(cuts(['openai/o3'], KEEP).dateEdgesMs).toEqual([Date.parse('2025-06-10')]);
    const deepseek = cuts([], { ...KEEP, otherwise: { model: 'deepseek-v4-pro' } });
    expect(deepseek.dateEdgesMs).toContain(Date.parse('2026-08-16T16:00:00Z'));
    expect(deepseek.clocks.length).toBeGreaterThan(0);
  });

  test('the edges of terms that cover the models in play, and each clock of each zone', () => {
    const lab = createPriceStack(LAB_LAYERS);
    const edgesOf = (id: string) => new Set(lab.dateEdgesMs(parseOfferId(id)));
    for (const { terms = [] } of LAB_LAYERS)
      for (const { scope, validFromMs } of terms)
        if (validFromMs !== null) {
          const isLab = scope.offers === undefined || scope.offers.includes('lab/*');
          expect([edgesOf('lab/lab-tiny').has(validFromMs), edgesOf('else/m').has(validFromMs)]).toEqual([
            isLab,
            scope.offers === undefined,
          ]);
        }
    const zoned = cutsForPlan([parseOfferId('lab/lab-zoned')], KEEP, createResolver(LAB_LAYERS, new Map()), lab);
    const zones = zoned.clocks.flatMap((windows) => windows.flatMap(({ timeZone }) => timeZone ?? []));
    expect([...new Set(zones)].sort()).toEqual([
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Europe/Berlin',
    ]);
  });

  test('where a history has prices by region, the nearest changes at other instants for each', () => {
    const edges = new Set(createPriceStack(LAB_LAYERS).dateEdgesMs(parseOfferId('lab/lab-seen-world')));
    const end = Date.parse('2026-01-10T00:00:40Z');
    // From the end of the prices for all to the start of those of the EU, and of the US.
    for (const start of ['2026-03-08T07:00:00Z', '2026-02-02T00:00:00Z'])
      expect(edges).toContain(Math.ceil((end + Date.parse(start) - 1) / 2));
  });

  test('an observed book cuts half-way through each gap, and each service tier has gaps of its own', () => {
    const lab = createPriceStack(LAB_BOOKS);
    const edges = new Set(lab.dateEdgesMs(parseOfferId('lab/lab-seen')));
    const january = Date.parse('2026-01-10T00:00:00Z');
    const february = Date.parse('2026-02-03T12:34:56.789Z');
    // Standard: a gap from 5 s to 20 s after; batch: from 30 s after to February.
    expect(edges).toContain(january + 12_500);
    expect(edges).toContain(Math.ceil((january + 30_000 + february - 1) / 2));
  });
});
