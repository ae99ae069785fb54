'use client';

import { Button } from '@mantine/core';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatPct, formatShare, formatTokens, UNKNOWN, usdColumnFormat } from '@/components/ui/format';
import type { SuggestedGroup } from '@/lib/domain/label-view';
import classes from './label-panel.module.css';

type Props = {
  readonly groups: readonly SuggestedGroup[];
  readonly withoutTaskPct: number;
  readonly onUse: () => void;
};

const perRequest = (tokens: number, requests: number) => formatTokens(Math.round(tokens / requests));

/** A split for requests without a task: by what is known before the call, to be taken over or left. */
export function SuggestSplit({ groups, withoutTaskPct, onUse }: Props) {
  const usd = usdColumnFormat(groups.map(({ repricedUsd }) => repricedUsd));
  const columns: readonly Column<SuggestedGroup>[] = [
    {
      key: 'name',
      header: 'Suggested task',
      isRowHeader: true,
      cell: ({ name, shape }) => (
        <span className={classes.group}>
          {name}
          <span className={classes.minor}>{shape || 'sizes not known'}</span>
        </span>
      ),
    },
    { key: 'requests', header: 'Requests', isNumeric: true, cell: ({ requests }) => formatCount(requests) },
    { key: 'share', header: 'Share', isNumeric: true, cell: ({ requestsPct }) => formatShare(requestsPct) },
    {
      key: 'usd',
      header: 'Repriced',
      isNumeric: true,
      cell: ({ requests, pricedRequests, repricedUsd }) => (
        <>
          {usd(repricedUsd)}
          {pricedRequests > 0 && pricedRequests < requests ? (
            <span className={classes.minor}>{formatCount(pricedRequests)} priced</span>
          ) : null}
        </>
      ),
    },
    { key: 'usdPct', header: 'of spend', isNumeric: true, cell: ({ usdPct }) => formatShare(usdPct) },
    {
      key: 'mean',
      header: 'Tokens in / out, mean',
      isNumeric: true,
      cell: ({ requests, inputTokens, outputTokens }) =>
        `${perRequest(inputTokens, requests)} / ${perRequest(outputTokens, requests)}`,
    },
    {
      key: 'ratio',
      header: 'Out per 1,000 in',
      isNumeric: true,
      cell: ({ outputPerInput }) =>
        outputPerInput === null ? UNKNOWN : formatTokens(Math.round(outputPerInput * 1000)),
    },
  ];
  return (
    <section className={classes.suggestion} aria-label="Suggested split">
      <h3 className={classes.title}>A split to begin with</h3>
      <p className={classes.text}>
        {formatPct(withoutTaskPct)} of the requests carry no task. They can be told apart by what is known before a
        call: its model, the size of its input and what it needs. This is a suggestion, not what the log says.
      </p>
      <DataTable label="Suggested tasks" columns={columns} rows={groups} rowKey={({ name }) => name} />
      <Button variant="default" size="sm" mt={12} onClick={onUse}>
        Use these as tasks
      </Button>
    </section>
  );
}
