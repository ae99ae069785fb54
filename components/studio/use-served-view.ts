import { useCallback, useRef, useState } from 'react';
import { askServer } from '@/components/ui/ask-server';
import type { Problem } from '@/lib/domain/scenario-view';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { studioQuery } from '@/lib/schema/studio-params';
import type { AllParams } from './live-state';

/**
 * The server's last word: what came with the page, or what was asked for since. Asked by a fetch and not by the router,
 * whose tree knows nothing of an address written by the browser and which would load the whole page anew.
 */
export function useServedView(served: StudioView) {
  const [held, setHeld] = useState({ served, view: served });
  const [isAsking, setIsAsking] = useState(false);
  const latest = useRef(0);
  const ask = useCallback(
    async (params: AllParams) => {
      const turn = ++latest.current;
      setIsAsking(true);
      try {
        const view = await askServer<StudioView | Problem | null>(studioQuery('/studio/view', params));
        if (turn !== latest.current) return;
        // The page itself says what is wrong with a scenario that cannot be shown.
        if (view === null || 'kind' in view) window.location.assign(studioQuery('/studio', params));
        else setHeld({ served, view });
      } catch {
        if (turn === latest.current) window.location.assign(studioQuery('/studio', params));
      } finally {
        if (turn === latest.current) setIsAsking(false);
      }
    },
    [served],
  );
  return { view: held.served === served ? held.view : served, isAsking, ask };
}
