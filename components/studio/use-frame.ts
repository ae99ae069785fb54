import { useCallback, useEffect, useRef } from 'react';

/** Does the latest work asked for with the next frame; `flush` does it now. */
export function useFrame() {
  const frame = useRef<number | null>(null);
  const waiting = useRef<(() => void) | null>(null);
  const flush = useCallback(() => {
    if (frame.current !== null) cancelAnimationFrame(frame.current);
    frame.current = null;
    const work = waiting.current;
    waiting.current = null;
    work?.();
  }, []);
  const schedule = useCallback(
    (work: () => void) => {
      waiting.current = work;
      frame.current ??= requestAnimationFrame(flush);
    },
    [flush],
  );
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
    },
    [],
  );
  return { schedule, flush };
}
