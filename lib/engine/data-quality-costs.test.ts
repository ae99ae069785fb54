import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCheckedCall, type CheckedCall, compareCosts, createCostTally } from './data-quality-costs';

type Sketch = {
  readonly logged: number;
  readonly now: number;
  readonly day?: number;
  readonly batch?: number;
  readonly saving?: number;
  readonly isNearest?: boolean;
};

const price = (usd: number, batchUsd = Number.NaN, cacheSavingUsd = Number.NaN) => ({ usd, batchUsd, cacheSavingUsd });

function toCall({ logged, now, day = now, batch, saving, isNearest = false }: Sketch, index: number): CheckedCall {
  const [nowPrice, dayPrice] = [price(now, batch, saving), price(day, batch, saving)];
  return { timeMs: index, requests: 1, loggedUsd: logged, now: nowPrice, day: dayPrice, isNearest };
}

function compare(...calls: readonly Sketch[]) {
  const tally = createCostTally();
  for (const [index, sketch] of calls.entries()) addCheckedCall(tally, toCall(sketch, index));
  return compareCosts(new Map([['m', tally]]))[0];
}
const kinds = (...calls: readonly Sketch[]) => compare(...calls)?.explanations.map(({ kind }) => kind);

describe('compareCosts', () => {
  it('sums within 0.5 % or a cent agree', () => {
    expect(kinds({ logged: 100, now: 99.5 })).toEqual([]);
    expect(kinds({ logged: 100, now: 99.4 })).toEqual(['not explained']);
    expect(kinds({ logged: 0.03, now: 0.021 })).toEqual([]);
    expect(kinds({ logged: 0.04, now: 0.02 })).toEqual(['not explained']);
  });

  it('over 100 times apart is an outlier, a hundred times is not', () => {
    expect(compare({ logged: 101, now: 1 }, { logged: 5, now: 5 })?.explanations).toEqual([
      { kind: 'outliers', requests: 1, timeMs: 0, loggedUsd: 101, repricedUsd: 1 },
    ]);
    expect(kinds({ logged: 1, now: 101 })).toEqual(['outliers']);
    expect(kinds({ logged: 100, now: 1 })).toEqual(['not explained']);
  });

  it('calls at $0 are named, and the rest is judged without them', () => {
    expect(compare({ logged: 0, now: 2 }, { logged: 5, now: 5 })?.explanations).toEqual([
      { kind: 'zero cost', requests: 1, repricedUsd: 2 },
    ]);
    expect(kinds({ logged: 0, now: 2 }, { logged: 5, now: 9 })).toEqual(['zero cost', 'not explained']);
  });

  it('prices of the day explain a changed price, alone or with what is left', () => {
    const found = compare({ logged: 20, now: 4, day: 20.1 })?.explanations;
    expect(found).toEqual([{ kind: 'day prices', usd: 20.1, offPct: expect.closeTo(-0.4975, 3) }]);
    expect(kinds({ logged: 20, now: 4, day: 24 })).toEqual(['day prices', 'not explained']);
    expect(kinds({ logged: 20, now: 4, day: Number.NaN })).toEqual(['not explained']);
  });

  it('the batch price explains half, where every call has one', () => {
    expect(kinds({ logged: 5, now: 10, batch: 5.02 })).toEqual(['batch price']);
    expect(kinds({ logged: 5, now: 10, batch: 5.1 })).toEqual(['not explained']);
    expect(kinds({ logged: 5, now: 10, batch: 5 }, { logged: 5, now: 10 })).toEqual(['not explained']);
  });

  it('a cached share is solved for, and only told between 0 and 100 %', () => {
    // 10 − 0.25 × 8 = 8
    expect(compare({ logged: 8, now: 10, saving: 8 })?.explanations).toEqual([{ kind: 'cached share', pct: 25 }]);
    expect(kinds({ logged: 12, now: 10, saving: 8 })).toEqual(['not explained']);
    expect(kinds({ logged: 1, now: 10, saving: 8 })).toEqual(['not explained']);
    expect(kinds({ logged: 8, now: 10, saving: Number.NaN })).toEqual(['not explained']);
  });

  it('one call explains a difference that is nine tenths its own', () => {
    const rest = Array.from({ length: 9 }, () => ({ logged: 1, now: 1 }));
    expect(compare({ logged: 30, now: 10 }, ...rest)?.explanations).toEqual([
      { kind: 'one call', pct: 100, call: { timeMs: 0, loggedUsd: 30, repricedUsd: 10 } },
    ]);
    expect(kinds({ logged: 30, now: 10 }, { logged: 14, now: 10 })).toEqual(['not explained']);
  });

  it('a price found outside the dates a book saw is said to be one', () => {
    expect(kinds({ logged: 30, now: 20, isNearest: true })).toEqual(['nearest price']);
  });

  it('every explanation, put in, makes the sums agree', () => {
    const usd = fc.double({ min: 0.05, max: 50, noNaN: true });
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    let judged = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(usd, share), { minLength: 1, maxLength: 8 }), share, (calls, cached) => {
        const sketches = calls.map(([now, part]) => ({ now, saving: now * part, logged: now - now * part * cached }));
        const line = compare(...sketches);
        for (const each of line?.explanations ?? []) {
          if (each.kind !== 'cached share') continue;
          const saving = sketches.reduce((sum, sketch) => sum + sketch.saving, 0);
          expect((line?.repricedUsd ?? 0) - (saving * each.pct) / 100).toBeCloseTo(line?.loggedUsd ?? 0, 6);
          expect(each.pct).toBeCloseTo(100 * cached, 6);
          judged++;
        }
      }),
      { seed: 4 },
    );
    expect(judged).toBeGreaterThan(20);
  });

  it('the largest difference comes first, and a model without a comparable call is left out', () => {
    const tallies = [
      { logged: 5, now: 4 },
      { logged: 1, now: 9 },
    ].map((sketch) => {
      const tally = createCostTally();
      addCheckedCall(tally, toCall(sketch, 0));
      return tally;
    });
    const all = new Map([...tallies.entries(), [2, createCostTally()] as const].map(([i, tally]) => [`m${i}`, tally]));
    expect(compareCosts(all).map(({ model }) => model)).toEqual(['m1', 'm0']);
  });
});
