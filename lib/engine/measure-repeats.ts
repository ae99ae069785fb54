/**
 * How many of the calls with one prompt, task and model a cache of exact prompts answers. `timesMs` ascends; a call is
 * a repeat where an answer was stored at most `ttlMs` before it (null: ever); only a call that is none stores one.
 */
export function countRepeats(timesMs: Float64Array, ttlMs: number | null): number {
  if (ttlMs === null) return Math.max(0, timesMs.length - 1);
  let storedMs = Number.NEGATIVE_INFINITY;
  let repeats = 0;
  for (const timeMs of timesMs) {
    if (timeMs - storedMs <= ttlMs) repeats++;
    else storedMs = timeMs;
  }
  return repeats;
}
