import { expect, test } from 'vitest';
import type { RecordSink } from './format';
import { createPartMerger, MAX_OPEN_ANSWERS } from './merge-parts';
import type { RawCall } from './raw-call';

function merge(parts: readonly (readonly [key: string, outputTokens: number])[]) {
  const calls: [line: number, call: RawCall][] = [];
  const skips: number[] = [];
  const sink: RecordSink = { accept() {}, reject() {}, skip: (line) => skips.push(line) };
  const merger = createPartMerger(sink, (call, line) => calls.push([line, call]), 'again');
  for (const [i, [key, outputTokens]] of parts.entries()) merger.add(key, { time: i, outputTokens }, i + 1);
  merger.end();
  return { calls, skips };
}

test('parts of one answer are one call, with the most output and the first time', () => {
  const { calls, skips } = merge([
    ['a', 5],
    ['b', 1],
    ['a', 70],
    ['a', 5],
    ['', 2],
    ['', 2],
  ]);
  expect(calls.map(([line, { time, outputTokens }]) => [line, time, outputTokens])).toEqual([
    [5, 4, 2],
    [6, 5, 2],
    [1, 0, 70],
    [2, 1, 1],
  ]);
  expect(skips).toEqual([3, 4]);
});

test('no more answers are held than said, and none is lost', () => {
  const keys = Array.from({ length: MAX_OPEN_ANSWERS + 5 }, (_, i) => `m${i}`);
  const near = merge([...keys, 'm5'].map((key) => [key, 1] as const));
  expect([near.calls.length, near.skips.length]).toEqual([keys.length, 1]);
  const far = merge([...keys, 'm0'].map((key) => [key, 1] as const));
  expect([far.calls.length, far.skips.length]).toEqual([keys.length + 1, 0]);
});
