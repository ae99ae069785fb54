'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { PriceTrailView } from '@/lib/domain/price-trail-view';

export type LoadedTrail =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly view: PriceTrailView };

async function load(query: string, signal: AbortSignal): Promise<LoadedTrail> {
  const response = await fetch(`/api/price-trail?${query}`, { signal });
  const body = await response.json();
  if (!response.ok) return { state: 'failed', message: body.error };
  return { state: 'ready', view: body as PriceTrailView };
}

/** The prices behind the figure that the address asks about, under the address's own scenario. */
export function usePriceTrail(screen: string, isWanted: boolean): LoadedTrail {
  const address = useSearchParams().toString();
  const [loaded, setLoaded] = useState<LoadedTrail & { readonly query?: string }>({ state: 'loading' });
  const query = `${address}&screen=${screen}`;
  useEffect(() => {
    if (!isWanted) return;
    const abort = new AbortController();
    load(query, abort.signal).then(
      (result) => setLoaded({ ...result, query }),
      () => {
        if (!abort.signal.aborted) setLoaded({ state: 'failed', message: 'The server did not answer.', query });
      },
    );
    return () => abort.abort();
  }, [query, isWanted]);
  return loaded.query === query ? loaded : { state: 'loading' };
}
