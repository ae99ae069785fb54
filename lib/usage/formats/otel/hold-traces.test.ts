import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTraceHolder, MAX_HELD_SPANS } from './hold-traces';
import type { Span } from './read-span';

type Kind = 'usage' | 'call' | 'other';

function span(spanId: string, parentId: string, kind: Kind, traceId = 't'): Span {
  return { traceId, spanId, parentId, hasUsage: kind === 'usage', call: kind === 'other' ? null : { model: spanId } };
}

function judge(spans: readonly Span[]) {
  const given: string[] = [];
  const skips: string[] = [];
  const holder = createTraceHolder({ accept() {}, reject() {}, skip: (_line, reason) => skips.push(reason) }, (call) =>
    given.push(String(call.model)),
  );
  for (const [i, one] of spans.entries()) holder.add(one, i + 1);
  holder.end();
  return { given: given.sort(), skips };
}

test('the innermost span with usage counts, past spans without', () => {
  const spans = [
    span('root', '', 'usage'),
    span('http', 'root', 'other'),
    span('leaf', 'http', 'usage'),
    span('tool', 'leaf', 'other'),
    span('failed', 'root', 'call'),
    span('inner', 'leaf', 'call'),
  ];
  expect(judge(spans).given).toEqual(['failed', 'leaf']);
  expect(judge(spans).skips).toHaveLength(1);
});

test('the order of spans changes nothing, nor do other traces', () => {
  let judged = 0;
  const tree = fc.array(fc.record({ up: fc.nat(20), kind: fc.constantFrom<Kind>('usage', 'usage', 'call', 'other') }), {
    minLength: 1,
    maxLength: 15,
  }); // prettier-ignore
  fc.assert(
    fc.property(tree, fc.integer(), (nodes, seed) => {
      // A parent comes earlier in `nodes`, so that there is no ring.
      const spans = nodes.map(({ up, kind }, i) => span(`s${i}`, i === 0 ? '' : `s${up % i}`, kind));
      const shuffled = spans.map((one, i) => [((i + 1) * (seed | 1)) % 101, one] as const).sort(([a], [b]) => a - b);
      const alone = judge(spans);
      expect(judge(shuffled.map(([, one]) => one)).given).toEqual(alone.given);
      const mixed = spans.flatMap((one) => [one, { ...one, traceId: 'u' }]);
      expect(judge(mixed).given).toEqual([...alone.given, ...alone.given].sort());

      const childrenOf = (id: string) => spans.filter(({ parentId }) => parentId === id);
      const hasUsageBelow = (id: string): boolean =>
        childrenOf(id).some((child) => child.hasUsage || hasUsageBelow(child.spanId));
      const innermost = spans.filter(({ hasUsage, spanId }) => hasUsage && !hasUsageBelow(spanId));
      expect(alone.given).toEqual(expect.arrayContaining(innermost.map(({ spanId }) => spanId)));
      const counted = spans.filter(({ hasUsage, spanId }) => hasUsage && alone.given.includes(spanId));
      expect(counted).toHaveLength(innermost.length);
      judged++;
    }),
    { numRuns: 200, seed: 4 },
  );
  expect(judged).toBe(200);
});

test('a ring of parents ends, and a span that is its own parent counts', () => {
  expect(judge([span('a', 'b', 'usage'), span('b', 'a', 'other')]).given).toEqual(['a']);
  expect(judge([span('a', 'a', 'usage')]).given).toEqual(['a']);
});

test('a span sent twice counts once', () => {
  expect(judge([span('a', '', 'usage'), span('a', '', 'usage')])).toEqual({
    given: ['a'],
    skips: ['spans read before'],
  });
});

test('no more spans are held than said: the oldest trace is judged first', () => {
  const given: string[] = [];
  const holder = createTraceHolder({ accept() {}, reject() {} }, (call) => given.push(String(call.model)));
  for (let i = 0; i <= MAX_HELD_SPANS; i++) holder.add(span(`s${i}`, '', 'usage', `t${i}`), i);
  expect(given).toEqual(['s0']);
  holder.end();
  expect(given).toHaveLength(MAX_HELD_SPANS + 1);
});
