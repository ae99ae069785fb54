import { expect, test } from 'vitest';
import { adjustmentFormula, adjustmentWords } from './month-term-words';

const line = (kind: 'volume' | 'commitment' | 'fee', usd: number) => ({
  book: 'acme',
  label: 'contract X',
  kind,
  usd,
  baseUsd: 12_340,
});

test('a line says what is taken off or added, and by which term', () => {
  expect(adjustmentWords(line('volume', -1234))).toBe('−$1,234.00 volume discount, contract X');
  expect(adjustmentWords(line('volume', 10))).toBe('+$10.00 volume surcharge, contract X');
  expect(adjustmentWords(line('commitment', 80))).toBe('+$80.00 unused commitment, contract X');
  expect(adjustmentWords(line('fee', 99))).toBe('+$99.00 fee, contract X');
});

test('a term that changes nothing says so', () => {
  expect(adjustmentWords(line('commitment', 0))).toBe('commitment met, contract X');
  expect(adjustmentWords(line('volume', 0))).toBe('no volume discount yet, contract X');
  expect(adjustmentWords(line('fee', 0))).toContain('not charged');
});

test('the explanation names what the term acts on', () => {
  expect(adjustmentFormula(line('volume', -1234))).toBe('Volume discount, contract X: −$1,234.00 on $12,340.00.');
  expect(adjustmentFormula(line('commitment', 0))).toContain('$12,340.00 spent, $0.00');
});
