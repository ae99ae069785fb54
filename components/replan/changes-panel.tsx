'use client';

import { Button } from '@mantine/core';
import { useState, useTransition } from 'react';
import type { NameOf } from '@/components/studio/policy-words';
import { countOf, formatDay } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ReadyReplan } from '@/lib/domain/replan-view';
import classes from './replan.module.css';
import type { ActionResult } from './replan-screen';

type Props = {
  readonly view: ReadyReplan;
  readonly nameOf: NameOf;
  readonly finish: () => Promise<ActionResult>;
};

function dueWords({ lastMs, nextDueMs, isDue }: ReadyReplan['changes']): string {
  if (lastMs === null) return 'This policy was never re-planned.';
  const last = `Last re-planned on ${formatDay(lastMs)}.`;
  return isDue
    ? `${last} A month has passed: it is time again.`
    : `${last} The next is due on ${formatDay(nextDueMs)}.`;
}

/** What came since the last re-plan; a person says when they are done. */
export function ChangesPanel({ view, nameOf, finish }: Props) {
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { changes } = view;
  const { newRequests, newEvidence, prices, newBooks, lastMs, sinceMs } = changes;
  const since = lastMs === null ? `since ${formatDay(sinceMs)}` : 'since then';
  const requests =
    newRequests === null
      ? `${countOf(changes.requests, 'request')} in the log.`
      : newRequests === 0
        ? 'No new requests.'
        : newRequests > 0
          ? `${countOf(newRequests, 'new request')}.`
          : `${countOf(-newRequests, 'request')} fewer in the log.`;
  return (
    <Panel
      title="Since the last re-plan"
      description={dueWords(changes)}
      aside={
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          onClick={() =>
            startTransition(async () => {
              setError((await finish()).error);
            })
          }
        >
          Done for now
        </Button>
      }
    >
      <ul className={classes.changes}>
        <li>{requests}</li>
        {newEvidence === null ? null : (
          <li>
            {newEvidence === 0 ? 'No new evidence.' : `${countOf(newEvidence, 'new score', 'new scores')} of models.`}
          </li>
        )}
        <li>
          {prices.length === 0
            ? `No price of the models in play changed ${since}.`
            : `Prices that changed ${since}: ${prices.map(({ model, atMs }) => `${nameOf(model)} on ${formatDay(atMs)}`).join(', ')}.`}
        </li>
        {newBooks.length === 0 ? null : <li>Books of another version: {newBooks.join(', ')}.</li>}
      </ul>
      {error === null ? null : (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </Panel>
  );
}
