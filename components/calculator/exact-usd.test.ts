import { expect, test } from 'vitest';
import { exactUsd } from './exact-usd';

test('a total keeps all its digits, without float dust', () => {
  expect(exactUsd(1.200006)).toBe('$1.200006');
  expect(exactUsd(0.026769300000000003)).toBe('$0.0267693');
  expect(exactUsd(2.5e-7)).toBe('$0.00000025');
  expect(exactUsd(3)).toBe('$3.00');
  expect(exactUsd(null)).toBe('—');
});
