import { expect, it } from 'vitest';
import { originName } from './origin';

it('originName writes a country out and keeps the unknown unknown', () => {
  expect(originName('CN')).toBe('China');
  expect(originName(null)).toBeNull();
});
