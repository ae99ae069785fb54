'use client';

import { Button, Checkbox, Chip, NumberInput, SegmentedControl, Slider } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { countOf, formatScore, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { type Certainty, PLAN_DIMENSIONS, type PlanCheck, type PlanDimension } from '@/lib/domain/plan';
import {
  bestPlan,
  checkFound,
  figuresOf,
  type PlanFigures,
  planAtFloor,
  reachedFloor,
  whyNone,
} from '@/lib/engine/live/plan-finder';
import { isWeighed } from '@/lib/engine/live/weighed-relative';
import type { Frontier } from '@/lib/engine/optimise/frontier';
import { CandidateList } from './candidate-list';
import { engineWords } from './engine-words';
import classes from './find-plan.module.css';
import { Late } from './late';
import { useLive } from './live-state';
import { perOf } from './period-words';
import { useStudio } from './studio-state';
import { keptWords, sureWords } from './sure-words';
import { limitsOf, needsSolver, ownName } from './use-planner';
import { useRemotePlan } from './use-remote-plan';

const LEAST = 0.8;
const MOST = 1.05;
const USUAL = 0.97;
const STEP = 0.001;
const MARKS = [0.8, 0.9, 0.95, 1].map((value) => ({ value, label: `${Math.round(value * 100)}%` }));

const BY_WORDS: { readonly [by in PlanDimension]: string } = { task: 'Task', size: 'Prompt size' };

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'infeasible'; readonly why: string }
  | {
      readonly kind: 'found';
      readonly figures: PlanFigures;
      readonly check: PlanCheck;
      readonly binding: string | null;
      /** Where the floor or the next step of the slider is kept by no plan: why. */
      readonly end: { readonly isBeyond: boolean; readonly why: string } | null;
    };

/** Where no plan keeps the floor, or none the next step of the slider. */
function endOf(frontier: Frontier, floor: number) {
  for (const [isBeyond, asked] of [
    [true, floor],
    [false, Math.round((floor + STEP) * 1000) / 1000],
  ] as const)
    if (asked <= MOST && planAtFloor(frontier, asked, null) === null)
      return { isBeyond, why: whyNone(frontier, asked) };
  return null;
}

/** What is found for the floor: in the browser, or by the server's solver where limits ask for it. */
function useOutcome(): Outcome {
  const { params, planner, answer } = useLive();
  const { policy } = useStudio();
  const remote = useRemotePlan();
  const { floor } = params;
  const factor = answer.scale.known ? answer.scale.factor : 1;
  return useMemo((): Outcome => {
    if (floor === null) return { kind: 'none' };
    if (remote.state === 'asking') return { kind: 'searching' };
    if (remote.state === 'failed') return { kind: 'infeasible', why: remote.why };
    const todayUsd = answer.simulation.baseline.repricedUsd ?? 0;
    if (remote.state === 'answered') {
      if (remote.answer.status === 'infeasible') return { kind: 'infeasible', why: remote.answer.binding };
      const { point, check, binding } = remote.answer;
      return { kind: 'found', figures: figuresOf(point, todayUsd, factor), check, binding, end: null };
    }
    const found = planner.frontier(policy);
    if (found.state === 'waiting') return { kind: 'searching' };
    if (found.state === 'refused') return { kind: 'infeasible', why: found.why };
    const { frontier } = found;
    const kept = planAtFloor(frontier, floor, ownName(policy));
    const plan = kept ?? bestPlan(frontier, floor, ownName(policy));
    if (plan === null) return { kind: 'infeasible', why: whyNone(frontier, floor) };
    return {
      kind: 'found',
      figures: figuresOf(plan.point, frontier.problem.todayUsd, factor),
      check: checkFound(frontier, plan, {}),
      binding: null,
      end: endOf(frontier, floor),
    };
  }, [floor, remote, planner, policy, factor, answer.simulation.baseline.repricedUsd]);
}

function Found({ outcome }: { readonly outcome: Outcome }) {
  const { answer, isPending, params, planner, view } = useLive();
  const { nameOf } = useStudio();
  const per = perOf(answer.period);
  if (outcome.kind === 'none')
    return <p className={classes.note}>Move the floor: the rules become the cheapest plan that keeps it.</p>;
  if (outcome.kind === 'searching')
    return (
      <p className={classes.note} role="status">
        Looking for the plan…
      </p>
    );
  if (outcome.kind === 'infeasible')
    return (
      <p className={classes.infeasible} role="status">
        {engineWords(outcome.why, nameOf)} The rules and the figures are still those of before, not of this floor.
      </p>
    );
  const { figures, check, binding, end } = outcome;
  const { quality } = answer.simulation.plan;
  const { relativeInterval } = quality;
  const isUneven = isWeighed(view.live.weights);
  const beforeTerms = answer.hasMonthTerms ? ', before volume discounts, commitments and fees' : null;
  const { kept, atLeast } = keptWords({
    certainty: params.sure,
    found: figures.relative,
    estimate: isPending ? null : answer.relative,
    interval: isUneven ? null : relativeInterval,
  });
  return (
    <>
      {end === null ? null : (
        <p className={end.isBeyond ? classes.infeasible : classes.note} role="status">
          {engineWords(end.why, nameOf)}
          {end.isBeyond ? ' This is the best there is.' : null}
        </p>
      )}
      <dl className={classes.found}>
        <div>
          <dt>
            Costs, {per}
            {beforeTerms}
          </dt>
          <dd className={classes.plan}>{formatUsd(figures.usd)}</dd>
        </div>
        <div>
          <dt>
            {needsSolver(planner.limits)
              ? 'Without the limits, none of this quality costs less than'
              : 'No plan of these models costs less than'}
            {beforeTerms}
          </dt>
          <dd>{formatUsd(figures.boundUsd)}</dd>
        </div>
        <div>
          <dt>Keeps of today’s quality</dt>
          <dd>
            {kept}
            {atLeast === null ? null : <span className={classes.atLeast}>{atLeast}</span>}
          </dd>
        </div>
        <div>
          <dt>How sure</dt>
          <dd className={classes.words}>
            {sureWords({
              certainty: params.sure,
              floor: params.floor ?? 0,
              quality,
              isWeighed: isUneven,
              nameOf,
            })}
          </dd>
        </div>
        {binding === null ? null : (
          <div>
            <dt>What holds it back</dt>
            <dd className={classes.words}>{engineWords(binding, nameOf)}</dd>
          </div>
        )}
        <div>
          <dt>Checked</dt>
          <dd className={check.isKept ? classes.words : classes.broken}>
            {check.isKept ? 'a replay of the rules gives the same' : check.differences.join('; ')}
          </dd>
        </div>
      </dl>
    </>
  );
}

function FloorSlider() {
  const { params, planner, dragParams } = useLive();
  const { policy, endDrag } = useStudio();
  const value = params.floor ?? USUAL;
  const move = (floor: number) => {
    const rounded = Math.round(floor * 1000) / 1000;
    if (needsSolver(limitsOf(params, policy))) return dragParams({ floor: rounded });
    // No further than there is a plan.
    const found = planner.frontier();
    const reached = found.state === 'found' ? reachedFloor(found.frontier, rounded) : rounded;
    dragParams({ floor: reached }, planner.planAt(reached)?.policy);
  };
  return (
    <div className={classes.floor} data-set={params.floor !== null || undefined}>
      <div className={classes.head}>
        <span>Quality floor, of today’s</span>
        <output className={classes.value}>{params.floor === null ? 'not set' : formatScore(value)}</output>
      </div>
      <Slider
        min={LEAST}
        max={MOST}
        step={STEP}
        marks={MARKS.filter((mark) => mark.value <= MOST)}
        label={null}
        value={value}
        onChange={move}
        onChangeEnd={endDrag}
        thumbLabel="Quality floor, of today’s quality"
        thumbValueText={`${formatScore(value)} of today’s quality`}
      />
    </div>
  );
}

type Ask = ReturnType<typeof useLive>['setParams'];

function Options({ ask }: { readonly ask: Ask }) {
  const { params } = useLive();
  return (
    <div className={classes.options}>
      <Chip.Group multiple value={[...params.by]} onChange={(by) => ask({ by: by as PlanDimension[] })}>
        <fieldset className={classes.chips} aria-label="What rules may ask for">
          {PLAN_DIMENSIONS.map((by) => (
            <Chip key={by} value={by} size="xs">
              {BY_WORDS[by]}
            </Chip>
          ))}
        </fieldset>
      </Chip.Group>
      <div className={classes.limits}>
        <NumberInput
          label="Models at most"
          placeholder="any number"
          min={1}
          max={20}
          allowDecimal={false}
          allowNegative={false}
          value={params.kmax ?? ''}
          onChange={(value) => ask({ kmax: typeof value === 'number' && value > 0 ? value : null })}
        />
        <Checkbox
          label="One model for each task"
          checked={params.one}
          onChange={(event) => ask({ one: event.currentTarget.checked })}
        />
      </div>
      <CandidateList />
    </div>
  );
}

/** What was found, and what is looked among. */
function Findings() {
  const { params, planner, setParams, setIsFloorLost } = useLive();
  const outcome = useOutcome();
  const isLost = outcome.kind === 'infeasible';
  useEffect(() => setIsFloorLost(isLost), [isLost, setIsFloorLost]);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {params.floor === null ? (
        <Button
          size="xs"
          onClick={() => setParams({ floor: USUAL }, planner.planAt(USUAL)?.policy)}
          className={classes.start}
        >
          Find it at {formatScore(USUAL)}
        </Button>
      ) : null}
      <Found outcome={outcome} />
      <SegmentedControl
        aria-label="What must keep the floor"
        size="xs"
        fullWidth
        value={params.sure}
        onChange={(sure) => setParams({ sure: sure as Certainty })}
        data={[
          { value: 'estimate', label: 'Scores as measured' },
          { value: 'bound', label: 'Their lower bounds' },
        ]}
      />
      <details className={classes.more} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          {countOf(planner.ask.candidates.length, 'model')} to choose from, rules by{' '}
          {params.by.map((by) => BY_WORDS[by].toLowerCase()).join(' and ') || 'what calls need'}
        </summary>
        {isOpen ? <Options ask={setParams} /> : null}
      </details>
    </>
  );
}

/** Looks for the cheapest plan at a floor of quality; the rules below and the answer follow it. */
export function FindPlan() {
  return (
    <Panel title="Find the cheapest plan">
      <div className={classes.root}>
        <FloorSlider />
        <Late>
          <Findings />
        </Late>
      </div>
    </Panel>
  );
}
