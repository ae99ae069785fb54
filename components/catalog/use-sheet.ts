'use client';

import { useEffect, useMemo, useState } from 'react';
import { linesOf } from '@/lib/catalog/pack-rows';
import type { CatalogSheet } from '@/lib/domain/catalog-sheet';
import type { CatalogLine } from '@/lib/domain/offer-view';

type Answer = {
  readonly first: CatalogSheet;
  readonly query: string;
  readonly sheet: CatalogSheet | null;
  readonly error: string | null;
};

async function read(query: string): Promise<CatalogSheet> {
  const response = await fetch(`/catalog/sheet?${query}`);
  const body = (await response.json()) as CatalogSheet & { readonly error?: string };
  if (!response.ok) throw new Error(body.error ?? `the prices could not be read (${response.status})`);
  return body;
}

/** The lines of the table: those the page came with, or of another date or with the histories, read when asked for. */
export function useSheet(
  first: CatalogSheet,
  at: string | null,
  withObserved: boolean,
): { readonly lines: CatalogLine[] | null; readonly error: string | null } {
  const isFirst = at === null && !withObserved;
  const query = new URLSearchParams({ ...(at === null ? {} : { at }), ...(withObserved ? { observed: '1' } : {}) });
  const key = query.toString();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const isAnswered = answer?.first === first && answer.query === key;
  useEffect(() => {
    if (isFirst || isAnswered) return;
    let isCurrent = true;
    const tell = (sheet: CatalogSheet | null, error: string | null) =>
      isCurrent && setAnswer({ first, query: key, sheet, error });
    read(key).then(
      (sheet) => tell(sheet, null),
      (cause: Error) => tell(null, cause.message),
    );
    return () => {
      isCurrent = false;
    };
  }, [first, key, isFirst, isAnswered]);
  const sheet = isFirst ? first : isAnswered ? answer.sheet : null;
  const lines = useMemo(() => (sheet === null ? null : linesOf(sheet)), [sheet]);
  return { lines, error: !isFirst && isAnswered ? answer.error : null };
}
