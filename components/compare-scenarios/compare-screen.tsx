'use client';

import { Button, Select } from '@mantine/core';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { countOf } from '@/components/ui/format';
import { EmptyState } from '@/components/ui/state';
import { type CompareScenariosView, MAX_SCENARIOS, type ReadyScenario } from '@/lib/domain/compare-scenarios-view';
import { compareScenariosParams } from '@/lib/schema/compare-scenarios-params';
import classes from './compare-screen.module.css';
import { CompareTable } from './compare-table';
import { WaterfallPanel } from './waterfall-panel';

const LATEST = 3;

function moved(names: readonly string[], name: string, by: -1 | 1): string[] {
  const at = names.indexOf(name);
  const others = names.filter((other) => other !== name);
  return [...others.slice(0, at + by), name, ...others.slice(at + by)];
}

export function CompareScreen({ view }: { readonly view: CompareScenariosView }) {
  const [isLoading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(compareScenariosParams, {
    shallow: false,
    clearOnDefault: true,
    history: 'push',
    startTransition,
  });
  const { scenarios, saved, missing, unlike } = view;
  const names = scenarios.map(({ name }) => name);
  const free = saved.filter(({ name }) => !names.includes(name));
  const isFull = names.length >= MAX_SCENARIOS;
  const ready = scenarios.filter((scenario): scenario is ReadyScenario => scenario.kind === 'ready');
  const show = (s: readonly string[]) => setParams({ s: [...s], why: null, from: null });

  if (saved.length === 0)
    return (
      <div className={classes.sheet}>
        <EmptyState title="No scenario is saved yet" action={<Link href="/studio">Make a plan in the Studio</Link>}>
          Save two or more plans under a name, then see them side by side and why their bills differ.
        </EmptyState>
      </div>
    );
  return (
    <div className={classes.root} aria-busy={isLoading}>
      <div className={classes.controls}>
        <Select
          className={classes.add}
          label="Add a saved scenario"
          placeholder={isFull ? `At most ${MAX_SCENARIOS}` : free.length === 0 ? 'All are here' : 'Choose one'}
          disabled={isFull || free.length === 0}
          searchable
          value={null}
          data={free.map(({ name, workload }) => ({ value: name, label: `${name} (${workload})` }))}
          onChange={(name) => name !== null && show([...names, name])}
        />
        <p className={classes.hint}>
          {countOf(saved.length, 'scenario is', 'scenarios are')} saved. The address holds what you see, so that it can
          be sent.
        </p>
      </div>
      {missing.length > 0 ? (
        <p role="alert" className={classes.missing}>
          No scenario is saved as {missing.map((name) => `“${name}”`).join(', ')}: renamed, replaced or deleted.
        </p>
      ) : null}
      {unlike.length > 0 ? (
        <div className={classes.notice} role="note">
          <p>Not alike in all but the plan</p>
          <ul>
            {unlike.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {scenarios.length === 0 ? (
        <div className={classes.sheet}>
          <EmptyState
            title="Nothing to compare yet"
            action={
              <div className={classes.latest}>
                <Button size="xs" onClick={() => show(saved.slice(0, LATEST).map(({ name }) => name))}>
                  {saved.length === 1 ? 'Show the saved one' : `Compare the latest ${Math.min(LATEST, saved.length)}`}
                </Button>
              </div>
            }
          >
            Add up to six saved scenarios. The first one is what the others are compared with.
          </EmptyState>
        </div>
      ) : (
        <>
          <CompareTable
            view={view}
            onMove={(name, by) => show(moved(names, name, by))}
            onRemove={(name) => show(names.filter((other) => other !== name))}
          />
          <WaterfallPanel
            scenarios={ready}
            why={params.why}
            isFromFirst={params.from !== null}
            onChoose={(why, isFromFirst) =>
              setParams({ why, from: isFromFirst ? 'first' : null }, { shallow: true, history: 'replace' })
            }
          />
        </>
      )}
    </div>
  );
}
