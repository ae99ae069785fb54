import { expect, test } from 'vitest';
import { datesText } from './dates-text';

const MS = (iso: string) => Date.parse(iso);

test('a price that changes within a day says at which minute, UTC', () => {
  const changeMs = MS('2026-08-16T16:00:00Z');
  const midnightMs = MS('2027-01-01T00:00:00Z');
  const texts = [
    [null, null, 'any date'],
    [null, changeMs, 'until Aug 16, 2026, 16:00 UTC'],
    [changeMs, null, 'since Aug 16, 2026, 16:00 UTC'],
    [changeMs, midnightMs, 'Aug 16, 2026, 16:00 UTC to Jan 1, 2027'],
  ] as const;
  for (const [validFromMs, validToMs, text] of texts)
    expect(datesText({ validFromMs, validToMs }, 'any date')).toBe(text);
});
