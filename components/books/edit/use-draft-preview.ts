'use client';

import { useEffect, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import type { BookPreview } from '@/lib/domain/book-view';
import type { BookJson } from '@/lib/schema/price-book';
import { fetchBookPreview } from '../book-client';
import { completeDraft } from './draft';

export type DraftOutcome =
  | { readonly kind: 'preview'; readonly preview: BookPreview }
  | { readonly kind: 'error'; readonly message: string };

const PAUSE_MS = 500;

/** What saving the draft would change, asked for whenever the person pauses; null while it is not known. */
export function useDraftPreview(draft: BookJson, name: string | null, isTouched: boolean): DraftOutcome | null {
  const [outcome, setOutcome] = useState<DraftOutcome | null>(null);
  useEffect(() => {
    if (!isTouched) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const query = { name: name ?? 'unnamed', fileName: 'by hand', format: 'waybill', against: name ?? '' };
      fetchBookPreview(query, JSON.stringify(completeDraft(draft)), controller.signal)
        .then((preview) => setOutcome({ kind: 'preview', preview }))
        .catch((cause: unknown) => {
          if (!controller.signal.aborted) setOutcome({ kind: 'error', message: messageOf(cause) });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [draft, name, isTouched]);
  return outcome;
}
