'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useState, useTransition } from 'react';
import { formatDay, formatPct, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ScenarioSummary } from '@/lib/domain/scenario';
import { RowIcon } from './icons';
import classes from './save-panel.module.css';
import { useStudio } from './studio-state';

export type ActionResult = { readonly error: string | null };

export type SaveActions = {
  readonly saveScenario: (name: string, query: string) => Promise<ActionResult>;
  readonly savePolicy: (name: string, query: string) => Promise<ActionResult>;
  readonly deleteScenario: (id: number) => Promise<ActionResult>;
};

type Props = {
  readonly actions: SaveActions;
  readonly scenarios: readonly {
    readonly id: number;
    readonly name: string;
    readonly workload: string;
    readonly summary: ScenarioSummary;
    readonly savedAtMs: number;
    readonly href: string;
  }[];
};

export function SavePanel({ actions, scenarios }: Props) {
  const { params, policy, query } = useStudio();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const name = typed ?? policy.name;
  const isUntouched = params.p === null && params.policy === null;

  const run = (work: () => Promise<ActionResult>, done: string) =>
    startTransition(async () => {
      const result = await work();
      setError(result.error);
      if (result.error === null) notifications.show({ message: done });
    });

  return (
    <Panel title="Save">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          run(() => actions.saveScenario(name, query('')), `Scenario “${name}” is saved.`);
        }}
      >
        <TextInput
          label="Name"
          description="A name that is taken is replaced."
          value={name}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={error}
          required
          withAsterisk={false}
        />
        <div className={classes.buttons}>
          <Button type="submit" size="xs" loading={isPending}>
            Save scenario
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={isPending || isUntouched}
            onClick={() => run(() => actions.savePolicy(name, query('')), `Policy “${name}” is saved.`)}
          >
            Save policy only
          </Button>
        </div>
      </form>
      {scenarios.length > 0 ? (
        <ul className={classes.list} aria-label="Saved scenarios">
          {scenarios.map(({ id, name: saved, workload, summary, savedAtMs, href }) => (
            <li key={id}>
              <div>
                <Link href={href} scroll={false}>
                  {saved}
                </Link>
                <span className={classes.note}>
                  {workload}, {formatDay(savedAtMs)}
                </span>
                <span className={classes.note}>
                  {summary.planUsdPerMonth === null ? '' : `${formatUsd(summary.planUsdPerMonth)} a month, `}
                  {(summary.savingsPct ?? 0) < 0 ? 'costs more by' : 'saves'}{' '}
                  {formatPct(Math.abs(summary.savingsPct ?? Number.NaN))}
                </span>
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Delete the scenario ${saved}`}
                onClick={() => run(() => actions.deleteScenario(id), `Scenario “${saved}” is deleted.`)}
              >
                <RowIcon icon="remove" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.none}>Saved scenarios appear here, to be opened again or compared.</p>
      )}
    </Panel>
  );
}
