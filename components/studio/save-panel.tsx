'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useState, useTransition } from 'react';
import { ConfirmDelete } from '@/components/ui/confirm-delete';
import { formatDay, formatPct, formatScore, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ScenarioSummary } from '@/lib/domain/scenario';
import { compareScenariosQuery } from '@/lib/schema/compare-scenarios-params';
import { scenarioQuery } from '@/lib/schema/scenario-params';
import { studioQuery } from '@/lib/schema/studio-params';
import { RowIcon } from './icons';
import { useLive } from './live-state';
import classes from './save-panel.module.css';
import { useStudio } from './studio-state';

export type ActionResult = { readonly error: string | null };

export type SaveActions = {
  readonly saveScenario: (name: string, query: string) => Promise<ActionResult>;
  readonly savePolicy: (name: string, query: string) => Promise<ActionResult>;
  readonly deleteScenario: (id: number) => Promise<ActionResult>;
  readonly deletePolicy: (name: string) => Promise<ActionResult>;
};

type SavedScenario = {
  readonly id: number;
  readonly name: string;
  readonly workload: string;
  readonly summary: ScenarioSummary;
  readonly savedAtMs: number;
  readonly href: string;
};

type Props = {
  readonly actions: SaveActions;
  readonly workload: string;
  readonly scenarios: readonly SavedScenario[];
  readonly policies: readonly string[];
  /** What the plan was found for, at the prices of the books. */
  readonly floor: number | null;
  /** In words; null: nothing is supposed. */
  readonly supposed: string | null;
};

const MOST_COMPARED = 6;

function summaryWords({ planUsdPerMonth, savingsPct }: ScenarioSummary): string {
  const cost = planUsdPerMonth === null ? '' : `${formatUsd(planUsdPerMonth)} a month, `;
  const verb = (savingsPct ?? 0) < 0 ? 'costs more by' : 'saves';
  return `${cost}${verb} ${formatPct(Math.abs(savingsPct ?? Number.NaN))}`;
}

type ScenariosProps = { readonly scenarios: readonly SavedScenario[]; readonly onDelete: (row: SavedScenario) => void };

function Scenarios({ scenarios, onDelete }: ScenariosProps) {
  const latest = scenarios.slice(0, MOST_COMPARED).map(({ name }) => name);
  return (
    <>
      <div className={classes.head}>
        <h3>Saved scenarios</h3>
        {latest.length > 1 ? (
          <Link href={compareScenariosQuery('/compare', { s: latest })}>
            Compare {latest.length === scenarios.length ? 'them' : `the latest ${latest.length}`}
          </Link>
        ) : null}
      </div>
      <ul className={classes.list} aria-label="Saved scenarios">
        {scenarios.map((row) => (
          <li key={row.id}>
            <div>
              <Link href={row.href} scroll={false}>
                {row.name}
              </Link>
              <span className={classes.note}>
                {row.workload}, {formatDay(row.savedAtMs)}
              </span>
              <span className={classes.note}>{summaryWords(row.summary)}</span>
              <Link
                className={classes.onward}
                href={compareScenariosQuery('/compare', { s: [row.name] })}
                aria-label={`Compare ${row.name}`}
              >
                Compare
              </Link>
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete the scenario ${row.name}`}
              onClick={() => onDelete(row)}
            >
              <RowIcon icon="remove" />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </>
  );
}

type PoliciesProps = {
  readonly workload: string;
  readonly policies: readonly string[];
  readonly onDelete: (name: string) => Promise<void>;
};

function Policies({ workload, policies, onDelete }: PoliciesProps) {
  return (
    <>
      <div className={classes.head}>
        <h3>Saved policies</h3>
      </div>
      <ul className={classes.list} aria-label="Saved policies">
        {policies.map((name) => (
          <li key={name}>
            <div>
              <Link href={scenarioQuery('/studio', { w: workload, policy: name })} scroll={false}>
                {name}
              </Link>
              <Link
                className={classes.onward}
                href={scenarioQuery('/replan', { w: workload, policy: name })}
                aria-label={`Re-plan ${name}`}
              >
                Re-plan
              </Link>
            </div>
            <ConfirmDelete
              button="Delete"
              label={`Delete the policy ${name}`}
              title={`Delete “${name}”?`}
              confirm="Delete the policy"
              onDelete={() => onDelete(name)}
            >
              Its rules go, and links that name it open no more. Saved scenarios keep rules of their own.
            </ConfirmDelete>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is kept with the name, and what is not. */
function keptWords(floor: number | null, supposed: string | null): string {
  const kept = 'Kept: rules, versions of the price books and the price date';
  const whole =
    floor === null ? `${kept}.` : `${kept}, and the floor of ${formatScore(floor)} that the plan was found for.`;
  return supposed === null ? whole : `${whole} Not kept: ${supposed}.`;
}

export function SavePanel({ actions, workload, scenarios, policies, floor, supposed }: Props) {
  const { params, policy, query, edit } = useStudio();
  const { params: all } = useLive();
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
  const removePolicy = async (own: string) => {
    // What is on show goes on without the name.
    if (params.policy === own) edit(policy);
    const result = await actions.deletePolicy(own);
    if (result.error !== null) throw new Error(result.error);
    notifications.show({ message: `Policy “${own}” is deleted.` });
  };

  return (
    <Panel title="Save">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          run(() => actions.saveScenario(name, studioQuery('', all)), `Scenario “${name}” is saved.`);
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
        <p className={classes.note}>{keptWords(floor, supposed)}</p>
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
        <Scenarios
          scenarios={scenarios}
          onDelete={({ id, name: own }) => run(() => actions.deleteScenario(id), `Scenario “${own}” is deleted.`)}
        />
      ) : (
        <p className={classes.none}>Saved scenarios appear here, to be opened again or compared.</p>
      )}
      {policies.length > 0 ? <Policies workload={workload} policies={policies} onDelete={removePolicy} /> : null}
    </Panel>
  );
}
