'use client';

import { NativeSelect, NumberInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { countOf } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ReadyReplan } from '@/lib/domain/replan-view';
import { replanParams } from '@/lib/schema/replan-params';
import { scenarioParams } from '@/lib/schema/scenario-params';
import { ChangesPanel } from './changes-panel';
import { HistoryTable } from './history-table';
import classes from './replan.module.css';
import { ruleWords } from './rule-words';
import { SuggestionCard } from './suggestion-card';

export type ActionResult = { readonly error: string | null };
export type Decision = {
  readonly key: string;
  readonly status: 'taken' | 'declined';
  readonly reason: string;
  readonly by: string;
};
export type ReplanActions = {
  readonly decide: (query: string, decision: Decision) => Promise<ActionResult>;
  readonly finish: (query: string) => Promise<ActionResult>;
  readonly putBack: (entry: {
    readonly workload: string;
    readonly policy: string;
    readonly id: number;
    readonly by: string;
  }) => Promise<ActionResult>;
};

type Props = { readonly view: ReadyReplan; readonly actions: ReplanActions };

const TYPING_MS = 400;

export function ReplanScreen({ view, actions }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [, setParams] = useQueryStates(
    { ...replanParams, policy: scenarioParams.policy, p: scenarioParams.p },
    { shallow: false, startTransition, history: 'push' },
  );
  const present = useSearchParams().toString();
  const query = `?${present}`;
  const nameOf = (model: string) => view.names[model] ?? model;
  const setFloor = useDebouncedCallback((floor: number) => void setParams({ floor }), TYPING_MS);
  const choose = (value: string) => {
    const name = value.slice(value.indexOf(' ') + 1);
    const isScenario = value.startsWith('scenario ');
    return setParams({ policy: isScenario ? null : name, scenario: isScenario ? name : null, p: null });
  };
  const { suggestions, quiet, silent } = view;
  const cardOf = (suggestion: ReadyReplan['suggestions'][number]) => (
    <SuggestionCard
      key={suggestion.key}
      suggestion={suggestion}
      floor={view.floor}
      nameOf={nameOf}
      savesAs={view.isScenario ? view.policyName : null}
      decide={(decision) => actions.decide(query, decision)}
    />
  );
  return (
    <div className={classes.root} aria-busy={isLoading}>
      <div className={classes.controls}>
        <NativeSelect
          label="Policy in force"
          data={[
            ...view.policies.map((name) => ({ value: `policy ${name}`, label: name })),
            ...view.scenarios.map((name) => ({ value: `scenario ${name}`, label: `scenario ${name}` })),
          ]}
          value={`${view.isScenario ? 'scenario' : 'policy'} ${view.policyName}`}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
        <NumberInput
          label="Quality a route must keep"
          description="of its present score"
          inputWrapperOrder={['label', 'input', 'description']}
          suffix="%"
          min={1}
          max={100}
          step={1}
          key={view.floor}
          defaultValue={Math.round(view.floor * 1000) / 10}
          onChange={(value) => typeof value === 'number' && value > 0 && value <= 100 && setFloor(value / 100)}
        />
      </div>
      <ChangesPanel view={view} nameOf={nameOf} finish={() => actions.finish(query)} />
      <Panel
        title="What should change"
        description={`Each route against ${countOf(view.candidates.length, 'candidate')}, over the calls that it takes. Money is of a 30-day month, before volume discounts, commitments and fees.`}
      >
        {suggestions.length === 0 ? (
          <p className={classes.none}>
            Nothing: no candidate is cheaper at this quality, or better for the same money, by more than 1%
            {quiet.length > 0 ? ', beside what was declined' : ''}.
          </p>
        ) : (
          <ul className={classes.cards}>{suggestions.map(cardOf)}</ul>
        )}
        {quiet.length === 0 ? null : (
          <details className={classes.quiet}>
            <summary>
              {countOf(quiet.length, 'suggestion')} declined before, whose figures changed by 20% at most
            </summary>
            <ul className={classes.cards}>{quiet.map(cardOf)}</ul>
          </details>
        )}
        {silent.length === 0 ? null : (
          <ul className={classes.silent} aria-label="Rules without a suggestion">
            {silent.map(({ rule, why, requests }) => (
              <li key={rule}>
                {ruleWords(rule)}: {countOf(requests, 'call')} of the log,{' '}
                {why === 'not judged'
                  ? 'judged on both routes for under half of them: nothing can be said.'
                  : 'no candidate has a price for all of them.'}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="History" description="What was taken, declined and put back for this policy, and why.">
        <HistoryTable
          history={view.history}
          nameOf={nameOf}
          putBack={(id, by) => actions.putBack({ workload: view.head.workload, policy: view.policyName, id, by })}
        />
      </Panel>
    </div>
  );
}
