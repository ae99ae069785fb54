import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { WaybillError } from '@/lib/domain/errors';
import { parseInput, respond, UNKNOWN_FAILURE } from './respond';

afterEach(() => vi.restoreAllMocks());

it('respond gives the result as JSON', async () => {
  const response = await respond(async () => ({ a: 1 }));
  expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
});

it.each([
  ['bad-input', 400],
  ['not-found', 404],
  ['conflict', 409],
  ['too-large', 413],
] as const)('respond shows a WaybillError %s as %s', async (code, status) => {
  const response = await respond(() => Promise.reject(new WaybillError(code, 'what to do')));
  expect([response.status, await response.json()]).toEqual([status, { error: 'what to do', code }]);
});

it('respond keeps an unknown error to the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const response = await respond(() => {
    throw new Error('SQLITE_CORRUPT at /home/me');
  });
  expect([response.status, await response.json()]).toEqual([500, { error: UNKNOWN_FAILURE, code: 'unknown' }]);
  expect(log).toHaveBeenCalledOnce();
});

it('parseInput names the place', () => {
  expect(() => parseInput(z.object({ a: z.object({ b: z.string() }) }), { a: {} })).toThrow(/^a\.b: /);
});
