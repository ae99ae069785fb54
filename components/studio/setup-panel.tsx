'use client';

import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ShelfBook, StackEntry } from '@/lib/domain/scenario-view';
import classes from './setup-panel.module.css';
import { StackEditor } from './stack-editor';
import { useStudio } from './studio-state';

export type SetupProps = {
  readonly workload: string;
  readonly workloads: readonly string[];
  readonly stack: readonly StackEntry[];
  /** All books there are. */
  readonly books: readonly ShelfBook[];
  /** What the log says a day is; null where it cannot say, and then `why`. */
  readonly requestsPerDay: number | null;
  readonly why: string | null;
  readonly note: string;
};

const DATE_CHARS = 10;

function PriceDate() {
  const { params, setParams } = useStudio();
  const isDate = params.asOf !== 'today' && params.asOf !== 'logged';
  const [isAsked, setIsAsked] = useState(false);
  const mode = isDate || isAsked ? 'date' : params.asOf;
  return (
    <div className={classes.field}>
      <span className={classes.label} id="studio-price-date">
        Prices of
      </span>
      <SegmentedControl
        aria-labelledby="studio-price-date"
        fullWidth
        size="xs"
        value={mode}
        onChange={(value) => {
          setIsAsked(value === 'date');
          if (value !== 'date') setParams({ asOf: value });
        }}
        data={[
          { value: 'today', label: 'Today' },
          { value: 'logged', label: 'Each call’s day' },
          { value: 'date', label: 'A date' },
        ]}
      />
      {mode === 'date' ? (
        <TextInput
          type="date"
          aria-label="The date whose prices hold"
          defaultValue={isDate ? params.asOf.slice(0, DATE_CHARS) : ''}
          onChange={(event) => {
            const date = event.currentTarget.value;
            if (date !== '') setParams({ asOf: date });
          }}
        />
      ) : null}
    </div>
  );
}

function RequestsPerDay({ requestsPerDay, why }: Pick<SetupProps, 'requestsPerDay' | 'why'>) {
  const { params, setParams } = useStudio();
  return (
    <div className={classes.rpd} data-asks={why !== null || undefined}>
      <NumberInput
        label="Requests a day"
        description={
          why === null
            ? 'Scales the log to a 30-day month.'
            : `A month cannot be told from this log: ${why}. Say how many requests a day there are to see a month.`
        }
        placeholder={requestsPerDay === null ? 'e.g. 5,000' : `${formatCount(requestsPerDay)}, from the log`}
        min={1}
        thousandSeparator=","
        allowNegative={false}
        hideControls
        value={params.rpd ?? ''}
        onChange={(value) => setParams({ rpd: typeof value === 'number' && value > 0 ? value : null }, 'replace')}
      />
    </div>
  );
}

function asOfWords(asOf: string): string {
  if (asOf === 'today') return 'prices of today';
  return asOf === 'logged' ? 'prices of each call’s day' : `prices of ${asOf.slice(0, DATE_CHARS)}`;
}

/** What is replayed, at which prices, and how much of it a month holds: one line, which opens. */
export function SetupPanel({ workload, workloads, stack, books, requestsPerDay, why, note }: SetupProps) {
  const { params, setParams } = useStudio();
  // A question that only a person can answer is not left folded, nor a price book that has moved on.
  const [isToggled, setIsToggled] = useState<boolean | null>(null);
  const isOpen = isToggled ?? (why !== null || stack.some(({ newer }) => newer !== null));
  const names = stack.map(({ name }) => name).join(', ');
  return (
    <Panel title="Replay">
      <details className={classes.fold} open={isOpen} onToggle={(event) => setIsToggled(event.currentTarget.open)}>
        <summary>
          {workload} · {names} · {asOfWords(params.asOf)}
        </summary>
        <div className={classes.root}>
          <Select
            label="Workload"
            description={note || undefined}
            data={[...workloads]}
            value={workload}
            allowDeselect={false}
            onChange={(name) => setParams({ w: name, rpd: null })}
          />
          {why === null ? null : <RequestsPerDay requestsPerDay={requestsPerDay} why={why} />}
          <StackEditor stack={stack} shelf={books} />
          <PriceDate />
          {why === null ? <RequestsPerDay requestsPerDay={requestsPerDay} why={why} /> : null}
        </div>
      </details>
    </Panel>
  );
}
