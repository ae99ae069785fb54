'use client';

import { useEffect, useState } from 'react';
import type { PickerOffer } from './search-offers';

let loading: Promise<readonly PickerOffer[]> | null = null;

async function load(): Promise<readonly PickerOffer[]> {
  const response = await fetch('/studio/offers');
  if (!response.ok) throw new Error(`the offers could not be read (${response.status})`);
  return (await response.json()) as readonly PickerOffer[];
}

/** The catalog for the model pickers, read once when the first of them is opened; null until then. */
export function useOffers(isWanted: boolean): readonly PickerOffer[] | null {
  const [offers, setOffers] = useState<readonly PickerOffer[] | null>(null);
  useEffect(() => {
    if (!isWanted || offers !== null) return;
    let isCurrent = true;
    loading ??= load();
    loading.then(
      (loaded) => isCurrent && setOffers(loaded),
      () => {
        loading = null;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, offers]);
  return offers;
}
