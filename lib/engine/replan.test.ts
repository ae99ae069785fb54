import { describe, expect, test } from 'vitest';
import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { Suggestion } from '@/lib/domain/suggestion';
import { openBooks } from './__oracle__/both-ways';
import { cellsOf } from './__oracle__/cells-of';
import { drawPolicy } from './__oracle__/policies';
import { rollFrom } from './__oracle__/seeded';
import { certaintyOfGain, normalBelow } from './certainty';
import { mergeCuts } from './cuts';
import { normalQuantile } from './distributions';
import { evaluateCells } from './evaluate';
import { cutsForPlan } from './plan-cuts';
import { indexEvidence } from './quality';
import { findSuggestions, hasNewFigures, suggestionKey, withRoute } from './replan';
import { reasonsOf } from './replan-reasons';
import { simulate } from './summarise';
import { allOnOne, keepAll } from './templates';
import { callOf } from './testing/call-of';
import { labBook, labRow } from './testing/lab-book';

const OFFERS = ['lab/big', 'lab/mid', 'lab/small'].map(parseOfferId) as [never, never, never];
const [BIG, MID, SMALL] = OFFERS;
const SEPTEMBER = Date.parse('2026-09-01T00:00:00Z');

/** Prices a million tokens in and out: 10, 4 (2 from September on), 1. */
const BOOK = labBook(
  [
    labRow({ input: 10, output: 10 }, { offerId: BIG }),
    labRow({ input: 4, output: 4 }, { offerId: MID, validToMs: SEPTEMBER }),
    labRow({ input: 2, output: 2 }, { offerId: MID, validFromMs: SEPTEMBER }),
    labRow({ input: 1, output: 1 }, { offerId: SMALL }),
  ],
  {},
  {
    [BIG]: { origin: 'US' },
    [MID]: { origin: 'US' },
    [SMALL]: { origin: 'CN' },
  },
);

const evidenceOf = (offerId: (typeof OFFERS)[number], score: number, sampleSize: number | null): Evidence => ({
  dataset: 'own',
  offerId,
  benchmark: 'b',
  score,
  sampleSize,
  kind: sampleSize === null ? 'prior' : 'eval',
  source: 'made up',
  measuredOn: null,
});

/** A hundred calls of a million tokens each: 100 × price USD over the span. */
const CALLS = Array.from({ length: 100 }, (_, i) =>
  callOf({
    model: BIG,
    task: i < 60 ? 'support' : 'code',
    inputTokens: 900_000,
    outputTokens: 100_000,
    timeMs: Date.parse('2026-06-01T12:00:00Z') + i * 86_400_000,
    feedback: i % 5 === 0 || (i >= 30 && i % 2 === 0) ? -1 : 1,
  }),
);

function setUp(policy: Policy, evidence: readonly Evidence[], asOf = Date.parse('2026-10-01T00:00:00Z')) {
  const lab = openBooks(
    [BOOK],
    () => evidence,
    () => 'b',
  );
  const sources = [...new Set(CALLS.flatMap((call) => lab.offerOf(call.model) ?? []))];
  const cuts = [policy, ...OFFERS.map((model) => allOnOne(model))]
    .map((each) => cutsForPlan(sources, each, lab.resolve, lab.stack))
    .reduce(mergeCuts);
  const table = cellsOf(CALLS, cuts);
  const context = { ...lab, policy, asOf, evidence: indexEvidence(evidence, lab.benchmarkOf) };
  return {
    table,
    context,
    replan: (floor = 0.95, candidates = OFFERS) =>
      findSuggestions(table, context, { candidates, floor, monthFactor: 2 }),
  };
}

const GOOD = [evidenceOf(BIG, 0.9, 400), evidenceOf(MID, 0.89, 400), evidenceOf(SMALL, 0.87, 100)];
const POLICY: Policy = {
  ...keepAll(),
  name: 'house',
  rules: [{ id: 'support', when: { task: ['support'] }, route: { keep: true } }],
};

describe('findSuggestions', () => {
  test('the cheapest that keeps the floor, and the surest where that is another', () => {
    const { suggestions, silent } = setUp(POLICY, GOOD).replan();
    expect(silent).toEqual([]);
    const ofSupport = suggestions.filter(({ rule }) => rule === 'support');
    expect(ofSupport.map(({ to }) => to)).toEqual([{ model: SMALL }, { model: MID }]);
    // Sixty calls of 1M tokens, twice a month: $1,200 at $10, $120 at $1, $240 at $2.
    expect(ofSupport.map(({ usdPerMonth }) => [usdPerMonth.before, usdPerMonth.after].map(Math.round))).toEqual([
      [1200, 120],
      [1200, 240],
    ]);
    expect(ofSupport[0]?.requests).toBeCloseTo(120, 9);
    expect(ofSupport[0]?.certainty).toBeLessThan(0.95);
    expect(ofSupport[1]?.certainty).toBeGreaterThan(0.95);
    expect(ofSupport[0]?.quality.change?.low).toBeLessThan(-0.03);
    expect(ofSupport[0]?.quality.change?.high).toBeGreaterThan(0);
  });

  test('what it says a change saves is what a simulation of the changed policy saves', () => {
    let cases = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const drawn = drawPolicy(rollFrom(seed), [BIG], [...OFFERS]);
      const { constraints: _, ...free } = drawn;
      const policy: Policy = { ...free, name: 'drawn' };
      const { table, context, replan } = setUp(policy, GOOD);
      const usdOf = (changed: Policy) => simulate(table, { ...context, policy: changed }).plan.usd ?? 0;
      for (const { rule, to, usdPerMonth, quality } of replan(0.9).suggestions) {
        const saved = usdOf(policy) - usdOf(withRoute(policy, rule, to));
        expect(usdPerMonth.before - usdPerMonth.after).toBeCloseTo(2 * saved, 6);
        expect(quality.after ?? 0).toBeGreaterThanOrEqual(0.9 * (quality.before ?? 0) - 1e-9);
        cases++;
      }
    }
    expect(cases).toBeGreaterThan(25);
  });

  test('better for the same money is suggested, and a tighter floor never suggests a larger saving', () => {
    const better = [evidenceOf(BIG, 0.8, 400), evidenceOf(MID, 0.95, 400), evidenceOf(SMALL, 0.5, 400)];
    const { suggestions } = setUp({ ...keepAll(), name: 'p' }, better).replan(1);
    expect(suggestions.map(({ to }) => to)).toEqual([{ model: MID }]);
    const savings = [0.8, 0.95, 0.98, 1].map((floor) => {
      const [first] = setUp(POLICY, GOOD).replan(floor).suggestions;
      return first === undefined ? 0 : first.usdPerMonth.before - first.usdPerMonth.after;
    });
    expect([...savings].sort((a, b) => b - a)).toEqual(savings);
  });

  test('what is not judged is named and not suggested; a sample that is not known gives no certainty', () => {
    const { suggestions, silent } = setUp(POLICY, [evidenceOf(MID, 0.9, 50)]).replan();
    expect(suggestions).toEqual([]);
    expect(silent.map(({ rule, why }) => [rule, why])).toEqual([
      ['support', 'not judged'],
      ['otherwise', 'not judged'],
    ]);
    const prior = setUp(
      POLICY,
      GOOD.map(({ offerId, score }) => ({ ...evidenceOf(offerId as never, score, null) })),
    ).replan();
    expect(prior.suggestions[0]).toMatchObject({ certainty: null, quality: { change: null, judgedPct: 100 } });
  });

  test('no suggestion breaks a constraint that the policy keeps', () => {
    const { suggestions } = setUp({ ...POLICY, constraints: { originNotIn: ['CN'] } }, GOOD).replan();
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions.every(({ to }) => 'model' in to && to.model === MID)).toBe(true);
  });
});

test('another seller of the same model is certain to keep the quality, whatever its sample', () => {
  const { table, context } = setUp(POLICY, [evidenceOf(BIG, 0.9, null)]);
  const makerOf = () => BIG;
  const { suggestions } = findSuggestions(
    table,
    { ...context, makerOf },
    { candidates: OFFERS, floor: 1, monthFactor: 1 },
  );
  expect(suggestions.map(({ to, certainty }) => [to, certainty])).toEqual([
    [{ model: SMALL }, 1],
    [{ model: SMALL }, 1],
  ]);
});

test('reasons: thumbs before and since, a price that changed, and the evidence', () => {
  const { table, context, replan } = setUp(POLICY, GOOD);
  const [suggestion] = replan().suggestions.filter(
    ({ rule, to }) => rule === 'support' && 'model' in to && to.model === MID,
  );
  if (suggestion === undefined) throw new Error('no suggestion');
  const because = reasonsOf(suggestion, {
    table,
    cube: table,
    evaluation: evaluateCells(table, context),
    replay: context,
    sinceMs: Date.parse('2026-07-01T00:00:00Z'),
    nowMs: Date.parse('2026-10-01T00:00:00Z'),
    nameOf: (model) => model.replace('lab/', ''),
    titleOf: () => 'Own eval',
  });
  // Down are six of the first thirty votes, and eighteen of the thirty since July 1.
  expect(because).toBe(
    'Thumbs-down rose from 20% to 60% on big for support (n = 30). mid became 50% cheaper on Sep 1, 2026 for these calls. ' +
      'mid scores 89.0% on Own eval (n = 400). big scores 90.0% on Own eval (n = 400).',
  );
});

describe('certainty', () => {
  test('normalBelow is the inverse of the quantile', () => {
    let cases = 0;
    for (let p = 0.001; p < 1; p += 0.013, cases++) expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 6);
    expect(cases).toBeGreaterThan(70);
  });

  test('half where the estimate is 0, all where nothing varies, null where a sample is unknown', () => {
    const [item, unknown] = [evidenceOf(BIG, 0.5, 100), evidenceOf(MID, 0.5, null)];
    expect(certaintyOfGain(0, new Map([[item, 1]]))).toBeCloseTo(0.5, 9);
    expect(certaintyOfGain(0.2, new Map())).toBe(1);
    expect(certaintyOfGain(-0.2, new Map([[item, 0]]))).toBe(0);
    expect(certaintyOfGain(0.2, new Map([[unknown, 1]]))).toBeNull();
  });
});

test('a declined suggestion rests until a figure changes by more than a fifth', () => {
  const base: Suggestion = {
    policyName: 'house',
    rule: 'support',
    when: null,
    from: { keep: true },
    to: { model: MID },
    requests: 10,
    usdPerMonth: { before: 100, after: 50 },
    quality: { before: 0.9, after: 0.88, change: null, judgedPct: 100 },
    certainty: 0.8,
    because: '',
  };
  const saving = (after: number): Suggestion => ({ ...base, usdPerMonth: { before: 100, after } });
  expect([saving(45), saving(55), saving(39), saving(61)].map((now) => hasNewFigures(base, now))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(hasNewFigures(base, { ...base, quality: { before: 0.9, after: 0.86, change: null, judgedPct: 100 } })).toBe(
    true,
  );
  expect(hasNewFigures(base, { ...base, certainty: null })).toBe(true);
  expect(hasNewFigures(base, { ...base, because: 'other words', requests: 99 })).toBe(false);
  expect(suggestionKey(base)).toBe(suggestionKey({ ...saving(1), to: { model: MID } }));
  expect(suggestionKey(base)).not.toBe(suggestionKey({ ...base, rule: 'otherwise' }));
});
