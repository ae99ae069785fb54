import { useEffect, useState } from 'react';
import type { Interval } from '@/lib/domain/evidence';
import type { Frontier } from '@/lib/engine/optimise/frontier';
import { planAtCorner } from '@/lib/engine/optimise/frontier';
import { toPolicy } from '@/lib/engine/optimise/to-policy';
import { simulate } from '@/lib/engine/summarise';

const MOST = 40;

/** The interval of what each corner of a frontier keeps, one replay after the other while there is time; null: unknown. */
export function useBands(frontier: Frontier | null): ReadonlyMap<number, Interval | null> {
  const [bands, setBands] = useState<{ of: Frontier | null; known: ReadonlyMap<number, Interval | null> }>({
    of: null,
    known: new Map(),
  });
  useEffect(() => {
    if (frontier === null) return;
    const { problem, points } = frontier;
    const step = Math.max(1, Math.ceil(points.length / MOST));
    const corners = points
      .map((_, corner) => corner)
      .filter((corner) => corner % step === 0 || corner === points.length - 1);
    const known = new Map<number, Interval | null>();
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      const corner = corners[known.size];
      if (corner === undefined) return setBands({ of: frontier, known });
      const policy = toPolicy(problem, planAtCorner(frontier, corner).assignment);
      known.set(corner, simulate(problem.table, { ...problem.context, policy }).plan.quality.relativeInterval);
      timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [frontier]);
  return bands.of === frontier ? bands.known : new Map();
}
