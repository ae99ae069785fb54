import type { RecordSink } from './format';
import { countOr0 } from './json-values';
import type { RawCall } from './raw-call';

/** Answers that may still get another part, at most: the oldest is given out for a new one. */
export const MAX_OPEN_ANSWERS = 10_000;

export type PartMerger = {
  /** `key` is '' where the source does not say which answer a part belongs to: it is then a call of its own. */
  readonly add: (key: string, call: RawCall, line: number) => void;
  /** Gives out every answer still open. */
  readonly end: () => void;
};

/**
 * One answer written in several parts, each with the usage so far, is one call: at the time, line and labels of its
 * first part, with the model and counts of the part that has most output. An answer whose parts lie more than
 * MAX_OPEN_ANSWERS other answers apart is read as two.
 */
export function createPartMerger(
  sink: RecordSink,
  give: (call: RawCall, line: number) => void,
  skipReason: string,
): PartMerger {
  const open = new Map<string, { call: RawCall; readonly line: number }>();
  return {
    add(key, call, line) {
      const answer = key === '' ? undefined : open.get(key);
      if (answer) {
        sink.skip?.(line, skipReason);
        const isFuller = countOr0(call.outputTokens) >= countOr0(answer.call.outputTokens);
        const { time, task, team, tags, requestId } = answer.call;
        if (isFuller) answer.call = { ...call, time, task, team, tags, requestId };
        return;
      }
      if (key === '') {
        give(call, line);
        return;
      }
      open.set(key, { call, line });
      if (open.size <= MAX_OPEN_ANSWERS) return;
      for (const [oldest, { call: whole, line: firstLine }] of open) {
        open.delete(oldest);
        give(whole, firstLine);
        return;
      }
    },
    end() {
      for (const { call, line } of open.values()) give(call, line);
      open.clear();
    },
  };
}
