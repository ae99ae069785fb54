import { useEffect, useState } from 'react';
import { useLive } from './live-state';
import type { FrontierState } from './use-planner';

const IDLE_MS = 200;
const WAITING: FrontierState = { state: 'waiting' };

/** The frontier of the plans on the present base, looked for when nothing has moved for a moment; then kept. */
export function useFrontier(): FrontierState {
  const { planner, isPending } = useLive();
  const [found, setFound] = useState(WAITING);
  const { frontier } = planner;
  useEffect(() => {
    if (isPending) return;
    const timer = setTimeout(() => setFound(frontier()), IDLE_MS);
    return () => clearTimeout(timer);
  }, [frontier, isPending]);
  return found;
}
