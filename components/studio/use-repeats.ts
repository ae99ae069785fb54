'use client';

import { useEffect, useState } from 'react';
import type { Repeats } from '@/lib/domain/repeats';

async function load(path: string): Promise<Repeats | null> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`the repeats could not be measured (${response.status})`);
  const { repeats } = (await response.json()) as { readonly repeats: Repeats | null };
  return repeats;
}

export type RepeatsState = 'measuring' | 'failed' | { readonly repeats: Repeats | null };

/** The log's exact repeats within a time, measured off the page's way; `repeats` null: the log has no prompt hash. */
export function useRepeats(workload: string, ttlSeconds: number | undefined): RepeatsState {
  const ttl = ttlSeconds === undefined ? '' : `&ttl=${ttlSeconds}`;
  const path = `/studio/repeats?w=${encodeURIComponent(workload)}${ttl}`;
  const [answer, setAnswer] = useState<{ readonly path: string; readonly state: RepeatsState } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const give = (state: RepeatsState) => {
      if (isCurrent) setAnswer({ path, state });
    };
    load(path).then(
      (repeats) => give({ repeats }),
      () => give('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [path]);
  return answer?.path === path ? answer.state : 'measuring';
}
