import { expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import { openBooks } from '../__oracle__/both-ways';
import { LAB, LAB_WEEK_MS } from '../__oracle__/lab-books';
import { solvePlan } from './solve-plan';
import { drawEvidence, drawLab, problemOf, requestFor, setUp } from './testing/problems';

const SOLD = ['lab/lab-small', 'lab/lab-clocked', 'lab/lab-voice'] as const;

/** Sells models of the lab for a tenth. */
const RESELLER: PriceBook = {
  name: 'reseller',
  version: '1',
  source: 'made up',
  licence: 'MIT',
  observed: false,
  providers: [],
  offers: SOLD.map((maker) => ({
    offerId: parseOfferId(maker.replace('lab/', 'cheap/')),
    name: maker,
    match: null,
    facts: {},
    sameModelAs: parseOfferId(maker),
  })),
  rows: SOLD.map((maker) => ({
    offerId: parseOfferId(maker.replace('lab/', 'cheap/')),
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard' as const,
    contextTiers: [],
    sourceUrl: '',
    checkedOn: null,
    rates: {
      input: 0.01,
      output: 0.02,
      inputAudio: 0.1,
      inputImage: 0.1,
      outputAudio: 0.1,
      outputImage: 0.1,
      webSearch: 1,
    },
  })),
};

test('the same model from another seller keeps today’s quality, by lower bounds too', () => {
  for (const seed of [1, 2, 3]) {
    const evidence = drawEvidence(seed).map((each) => ({ ...each, sampleSize: 50, benchmark: 'one' }));
    const on = openBooks(
      [LAB, RESELLER],
      () => evidence,
      () => 'one',
    );
    const request = requestFor({
      candidates: SOLD.map((maker) => maker.replace('lab/', 'cheap/')),
      certainty: 'bound',
    });
    const records = drawLab(seed, 200, request.base, on).filter(({ model }) =>
      (SOLD as readonly (string | null)[]).includes(on.offerOf(model)),
    );
    const problem = problemOf(setUp(records, on, request, LAB_WEEK_MS));
    const answer = solvePlan(problem, { floor: 1 }, null);
    if (answer.status !== 'optimal') throw new Error(answer.binding);
    expect(answer.check.differences).toEqual([]);
    expect(answer.point.relative).toBeGreaterThanOrEqual(1 - 1e-12);
    expect(answer.point.usd).toBeLessThan(problem.todayUsd / 5);
    expect(problem.judgedRequests).toBeGreaterThan(50);
  }
});
