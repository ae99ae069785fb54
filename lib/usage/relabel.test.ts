import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from './relabel';

test('* stands for any run of characters, in either case, and for nothing else', () => {
  const letters = (from: string, maxLength: number) =>
    fc.array(fc.constantFrom(...from), { maxLength }).map((all) => all.join(''));
  let matched = 0;
  let missed = 0;
  fc.assert(
    fc.property(letters('aB*.*', 6), letters('Ab.\n', 8), (pattern, text) => {
      const parts = pattern.split('*').map((part) => part.replaceAll('.', '\\.'));
      const expected = new RegExp(`^${parts.join('.*')}$`, 'is').test(text);
      expect(matchesPattern(pattern, text)).toBe(expected);
      if (expected) matched++;
      else missed++;
    }),
    { numRuns: 5000, seed: 4 },
  );
  expect(matched).toBeGreaterThan(300);
  expect(missed).toBeGreaterThan(1000);
});

test('a pattern of many stars is answered at once', () => {
  expect(matchesPattern(`${'a*'.repeat(99)}b`, 'a'.repeat(5000))).toBe(false);
});
