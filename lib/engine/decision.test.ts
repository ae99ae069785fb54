import { describe, expect, it } from 'vitest';
import { VOLUME_CLASSES } from '@/lib/domain/decision';
import { parsePolicy } from '@/lib/schema/policy';
import { constraintsOf, exitDays, stanceOf, volumeClassOf } from './decision';
import { keepAll } from './templates';

describe('volume classes of post D', () => {
  it.each([
    [0, 'small'],
    [99_999, 'small'],
    [100_000, 'middle'],
    [1_000_000, 'middle'],
    [1_000_001, 'large'],
    [10_000_000, 'large'],
    [10_000_001, 'huge'],
    // Post D's own 12M a day.
    [12_000_000, 'huge'],
  ])('%d tokens a day are %s', (tokens, volume) => {
    expect(volumeClassOf(tokens)).toBe(volume);
  });
});

describe('what a task may do', () => {
  it('follows the table that the screen shows', () => {
    const table = [1, 2, 3, 4, 5].map((blast) => VOLUME_CLASSES.map((volume) => stanceOf(blast, volume)));
    const low = ['stays', 'free', 'free', 'free'];
    const high = ['stays', 'stays', 'guarded', 'guarded'];
    expect(table).toEqual([low, low, low, high, high]);
  });

  it('a higher blast radius never frees a task', () => {
    const order = ['stays', 'guarded', 'free'];
    let judged = 0;
    for (const volume of [...VOLUME_CLASSES, null])
      for (let blast = 1; blast < 5; blast++) {
        expect(order.indexOf(stanceOf(blast + 1, volume))).toBeLessThanOrEqual(order.indexOf(stanceOf(blast, volume)));
        judged++;
      }
    expect(judged).toBe(20);
  });

  it('is careful where nobody knows the volume', () => {
    expect([1, 2, 3, 4, 5].map((blast) => stanceOf(blast, null))).toEqual([
      'free',
      'free',
      'guarded',
      'stays',
      'stays',
    ]);
  });
});

const ASKS_NOTHING = { vendorShareAtMost: {}, openWeights: false, access: {}, residency: null, originNotIn: [] };

it('answers about lock-in become constraints of a valid policy, and none where nothing is asked', () => {
  expect(constraintsOf(ASKS_NOTHING)).toBeUndefined();
  expect(constraintsOf({ ...ASKS_NOTHING, access: { payment: [] } })).toBeUndefined();
  const constraints = constraintsOf({
    vendorShareAtMost: { openai: 0.5 },
    openWeights: true,
    access: { payment: ['card'], geography: [] },
    residency: 'EU',
    originNotIn: ['CN'],
  });
  expect(constraints).toEqual({
    residency: ['EU'],
    originNotIn: ['CN'],
    openWeights: true,
    access: { payment: ['card'] },
    vendorShareAtMost: { openai: 0.5 },
  });
  expect(parsePolicy({ ...keepAll(), constraints }).constraints).toEqual(constraints);
});

it('exit days are counts times days', () => {
  const each = { daysPerCallSite: 0.25, daysPerPrompt: 0.5, daysPerFineTune: 10 };
  // 40 × 0.25 + 12 × 0.5 + 1 × 10
  expect(exitDays({ callSites: 40, prompts: 12, fineTunes: 1, ...each })).toBe(26);
  expect(exitDays({ callSites: 0, prompts: 0, fineTunes: 0, ...each })).toBe(0);
});
