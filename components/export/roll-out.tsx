'use client';

import Link from 'next/link';
import { RollOutPanel } from '@/components/studio/evidence/roll-out-panel';
import type { ReadyExport } from '@/lib/domain/export-view';
import classes from './roll-out.module.css';

type Props = { readonly view: Pick<ReadyExport, 'rollOut' | 'step' | 'query' | 'target'> };

/** The plan in the order in which to make its changes, each step with the policy that holds those up to it. */
export function RollOut({ view: { rollOut: found, step, query, target } }: Props) {
  if (found === null) return null;
  const { rollOut, names, usdFactor, period } = found;
  const last = rollOut.steps.length;
  const hrefOf = (number: number) => {
    const params = new URLSearchParams(query);
    params.set('target', target.id);
    if (number < last) params.set('step', String(number));
    return `/export?${params}`;
  };
  return (
    <RollOutPanel
      rollOut={rollOut}
      nameOf={(model) => names[model] ?? model}
      usdFactor={usdFactor}
      period={period}
      policyOf={(number) =>
        number === (step ?? last) ? (
          <span className={classes.here}>shown above</span>
        ) : (
          <Link
            className={classes.link}
            href={hrefOf(number)}
            aria-label={number === last ? 'Show the whole plan' : `Show the policy of steps 1 to ${number}`}
          >
            {number === last ? 'Whole plan' : number === 1 ? 'Step 1' : `Steps 1–${number}`}
          </Link>
        )
      }
    />
  );
}
