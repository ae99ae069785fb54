import type { RecordSink } from '../format';
import type { RawCall } from '../raw-call';
import type { Span } from './read-span';

/** Spans held until the end of the file, at most: then the oldest trace is judged by what has come of it. */
export const MAX_HELD_SPANS = 100_000;

type HeldSpan = Pick<Span, 'parentId' | 'call' | 'hasUsage'> & { readonly line: number; isAboveUsage: boolean };

export type TraceHolder = {
  readonly add: (span: Span, line: number) => void;
  readonly end: () => void;
};

/**
 * Counts the innermost span with usage: one above it sums its children or says the same again, in whatever order they
 * come. A call without usage counts, as such, where no span above or below it has usage that counts.
 */
export function createTraceHolder(sink: RecordSink, give: (call: RawCall, line: number) => void): TraceHolder {
  const traces = new Map<string, Map<string, HeldSpan>>();
  let held = 0;
  let nameless = 0;

  function markAbove(spans: Map<string, HeldSpan>, span: HeldSpan): void {
    let above = spans.get(span.parentId);
    while (above && above !== span && !above.isAboveUsage) {
      above.isAboveUsage = true;
      above = spans.get(above.parentId);
    }
  }

  /** That of a span which counts. */
  function hasUsageAbove(spans: Map<string, HeldSpan>, span: HeldSpan): boolean {
    const seen = new Set<HeldSpan>([span]);
    for (let above = spans.get(span.parentId); above && !seen.has(above); above = spans.get(above.parentId)) {
      if (above.hasUsage && !above.isAboveUsage) return true;
      seen.add(above);
    }
    return false;
  }

  function judge(spans: Map<string, HeldSpan>): void {
    for (const span of spans.values()) if (span.hasUsage) markAbove(spans, span);
    for (const span of spans.values()) {
      if (!span.call) continue;
      if (span.hasUsage && span.isAboveUsage) sink.skip?.(span.line, 'spans above one that has the usage');
      else if (span.hasUsage || !(span.isAboveUsage || hasUsageAbove(spans, span))) give(span.call, span.line);
    }
    held -= spans.size;
  }

  return {
    add({ traceId, spanId, parentId, call, hasUsage }, line) {
      const spans = traces.get(traceId) ?? new Map<string, HeldSpan>();
      if (spans.size === 0) traces.set(traceId, spans);
      if (spanId !== '' && spans.has(spanId)) {
        if (call) sink.skip?.(line, 'spans read before');
        return;
      }
      spans.set(spanId || `no id ${nameless++}`, { parentId, call, hasUsage, line, isAboveUsage: false });
      if (++held <= MAX_HELD_SPANS) return;
      for (const [id, oldest] of traces) {
        traces.delete(id);
        judge(oldest);
        return;
      }
    },
    end() {
      for (const spans of traces.values()) judge(spans);
      traces.clear();
    },
  };
}
