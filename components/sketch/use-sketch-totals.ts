import { useEffect, useState } from 'react';
import type { SketchTotals } from '@/lib/domain/sketch-view';
import type { SketchActions } from './sketch-actions';
import { type KeyedRow, readyRows } from './sketch-draft';

const WAIT_MS = 400;

/** What the server said last, and of which rows it said it. */
export type LiveTotals = { readonly totals: SketchTotals; readonly keys: readonly number[] };

/** Asks the server anew a moment after the last change; rows that are not finished are left out. */
export function useSketchTotals(
  draft: readonly KeyedRow[],
  books: readonly string[],
  total: SketchActions['total'],
  initial: LiveTotals | null,
): { readonly live: LiveTotals | null; readonly isStale: boolean } {
  const { rows, keys } = readyRows(draft);
  const asked = JSON.stringify([rows, keys, books]);
  const [answered, setAnswered] = useState({ asked: initial === null ? '' : asked, live: initial });
  useEffect(() => {
    if (answered.asked === asked) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const [askedRows, askedKeys] = JSON.parse(asked) as [typeof rows, typeof keys];
      if (askedRows.length === 0) return setAnswered({ asked, live: null });
      const answer = await total(askedRows, window.location.search).catch(() => null);
      if (!isCurrent) return;
      const { value } = answer ?? { value: null };
      setAnswered({ asked, live: value === null ? null : { totals: value, keys: askedKeys } });
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked, answered.asked, total]);
  return { live: answered.live, isStale: answered.asked !== asked };
}
