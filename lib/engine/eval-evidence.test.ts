import { describe, expect, test } from 'vitest';
import type { EvalItem } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import { createPairLookup, type ResolvedEval, readEvalEvidence } from './eval-evidence';
import { readFeedback } from './feedback';

const A = parseOfferId('lab/a');
const B = parseOfferId('lab/b');
const OFFERS: { readonly [model: string]: typeof A } = { a: A, 'reseller/a': A, b: B };

function evalOf(rows: readonly (readonly [task: string, item: string, model: string, score: number])[]): ResolvedEval {
  const items = rows.map(
    ([task, item, model, score]): EvalItem => ({
      task,
      item,
      model,
      score,
      usd: null,
      inputTokens: null,
      outputTokens: null,
    }),
  );
  return {
    name: 'own',
    fileName: 'own.csv',
    measuredOn: '2026-02-01',
    items,
    makerOf: (model) => OFFERS[model] ?? null,
  };
}

describe('evidence of an own eval', () => {
  test('is the mean by model and task, with the number of items; an unknown model gives none', () => {
    const set = evalOf([
      ['chat', '1', 'a', 1],
      ['chat', '2', 'a', 0],
      ['chat', '1', 'b', 1],
      ['faq', '1', 'a', 1],
      ['chat', '1', 'mystery', 1],
    ]);
    const lines = readEvalEvidence([set]).map(({ offerId, benchmark, score, sampleSize, deviation, kind }) => ({
      line: `${offerId} on ${benchmark}: ${score} of ${sampleSize}`,
      deviation,
      kind,
    }));
    expect(lines).toEqual([
      { line: 'lab/a on eval:own/chat: 0.5 of 2', deviation: undefined, kind: 'eval' },
      { line: 'lab/b on eval:own/chat: 1 of 1', deviation: undefined, kind: 'eval' },
      { line: 'lab/a on eval:own/faq: 1 of 1', deviation: undefined, kind: 'eval' },
    ]);
  });

  test('graded scores carry their deviation', () => {
    const scores = [0.2, 0.4, 0.9, 1, 0.35, 0.6, 0.75, 0.1, 0.5, 0.8];
    const [line] = readEvalEvidence([evalOf(scores.map((score, item) => ['', String(item), 'a', score] as const))]);
    // numpy: np.std(x, ddof=1)
    expect(line?.deviation).toBeCloseTo(0.30166206257996714, 12);
    expect(line).toMatchObject({ benchmark: 'eval:own', sampleSize: 10 });
  });

  test('two names of one model are one answer to an item, not two', () => {
    const [line] = readEvalEvidence([
      evalOf([
        ['', '1', 'a', 1],
        ['', '1', 'reseller/a', 0],
      ]),
    ]);
    expect(line).toMatchObject({ offerId: A, score: 0.5, sampleSize: 1 });
  });
});

test('pairs are the items that both answered, of one task', () => {
  const pairs = createPairLookup([
    evalOf([
      ['chat', '1', 'a', 1],
      ['chat', '1', 'b', 0],
      ['chat', '2', 'a', 0],
      ['chat', '2', 'b', 1],
      ['chat', '3', 'a', 1],
      ['faq', '3', 'b', 1],
    ]),
  ]);
  expect(pairs(A, B, 'eval:own/chat')).toMatchObject({ items: 2, isRightOrWrong: true, deserving: { share: 0.5 } });
  expect(pairs(A, B, 'eval:own/faq')).toBeNull();
  expect(pairs(A, A, 'eval:own/chat')).toBeNull();
  expect(pairs(A, B, 'mmlu')).toBeNull();
});

test('thumbs are a share of those given, by task and maker; unknown models and tasks without thumbs give none', () => {
  const evidence = readFeedback([
    { task: 'chat', model: 'a', offerId: A, up: 30, down: 5 },
    { task: 'chat', model: 'reseller/a', offerId: A, up: 3, down: 2 },
    { task: 'faq', model: 'a', offerId: A, up: 0, down: 4 },
    { task: 'faq', model: 'b', offerId: B, up: 0, down: 0 },
    { task: 'chat', model: 'mystery', offerId: null, up: 9, down: 0 },
  ]);
  expect(evidence).toMatchObject([
    { offerId: A, benchmark: 'feedback:chat', score: 33 / 40, sampleSize: 40, kind: 'feedback' },
    { offerId: A, benchmark: 'feedback:faq', score: 0, sampleSize: 4 },
  ]);
  expect(evidence).toHaveLength(2);
});
