'use client';

import { Button } from '@mantine/core';
import { countOf, formatCount } from '@/components/ui/format';
import type { TokenFactor } from '@/lib/domain/policy';
import type { FactorPair, FactorSuggestion, MeasuredFactor } from '@/lib/domain/token-factor';
import classes from './factor-suggestions.module.css';
import { usePlanFacts } from './plan-facts';
import { useStudio } from './studio-state';
import { formatFactor, isTaken, takeFactor } from './take-factor';
import { useFactors } from './use-factors';

/** More than what one reads. */
const MAX_SHOWN = 4;

type Props = {
  readonly factors: readonly TokenFactor[];
  readonly onTake: (factors: readonly TokenFactor[]) => void;
};

function Side({ name, factor }: { readonly name: string; readonly factor: MeasuredFactor | null }) {
  if (factor === null) return null;
  const ends = factor.range && [formatFactor(factor.range.low), formatFactor(factor.range.high)];
  const range = ends && ends[0] !== ends[1] ? ends.join(' to ') : null;
  return (
    <span>
      {name} <b>{formatFactor(factor.value)}</b>
      {range === null ? null : ` (${range})`}
    </span>
  );
}

type LineProps = Props & { readonly suggestion: FactorSuggestion };

function SuggestionLine({ suggestion, factors, onTake }: LineProps) {
  const { nameOf } = useStudio();
  const { from, to, task, input, output, n, source, label } = suggestion;
  const taken = isTaken(factors, suggestion);
  return (
    <li className={classes.line} data-task={task !== null || undefined}>
      <span className={classes.sides}>
        {task === null ? null : <span>{task === '' ? 'no task' : task}</span>}
        <Side name="input" factor={input} />
        <Side name="output" factor={output} />
        <span className={classes.label}>{task === null ? label : `n ${formatCount(n)}`}</span>
      </span>
      {task === null && !taken ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.take}
          aria-label={`Take the factor from ${nameOf(from)} to ${nameOf(to)}: ${label}`}
          onClick={() => onTake(takeFactor(factors, suggestion))}
        >
          Use it
        </Button>
      ) : null}
      {task === null && taken && source !== 'assumed' ? <span className={classes.label}>in use</span> : null}
    </li>
  );
}

function PairLines({ pair, ...props }: Props & { readonly pair: FactorPair }) {
  const { nameOf } = useStudio();
  const isKnown = pair.suggestions.some(({ source }) => source !== 'assumed');
  const isGiven = props.factors.some(({ from, to }) => from === pair.from && to === pair.to);
  const byTask = pair.suggestions.filter(({ task }) => task !== null);
  const shown = pair.suggestions.filter(
    ({ source, task }) => task === null && (source !== 'assumed' || (isKnown && isGiven)),
  );
  return (
    <li>
      <span className={classes.pair} title={`${pair.from} → ${pair.to}`}>
        {nameOf(pair.from)} → {nameOf(pair.to)} <span className={classes.label}>{countOf(pair.requests, 'call')}</span>
      </span>
      {isGiven ? null : <span className={classes.label}> stands at 1, assumed</span>}
      <ul className={classes.lines}>
        {shown.map((suggestion) => (
          <SuggestionLine key={suggestion.source} {...props} suggestion={suggestion} />
        ))}
      </ul>
      {byTask.length === 0 ? null : (
        <details className={classes.folded}>
          <summary>By task</summary>
          <ul className={classes.lines}>
            {byTask.map((suggestion) => (
              <SuggestionLine key={`${suggestion.source} ${suggestion.task}`} {...props} suggestion={suggestion} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

/** What evals, the log and the leaderboard say of the pairs that the plan moves calls between, to be taken by a click. */
export function FactorSuggestions({ factors, onTake }: Props) {
  const { policy, stack } = useStudio();
  const { workload } = usePlanFacts();
  const state = useFactors(workload, policy, stack);
  if (state === 'measuring') return <p className={classes.label}>Looking for measured factors…</p>;
  if (state === 'failed') return <p className={classes.label}>The measured factors could not be read.</p>;
  if (state.length === 0) return <p className={classes.label}>The plan moves no call to another model.</p>;
  const known = state.filter(({ suggestions }) => suggestions.some(({ source }) => source !== 'assumed'));
  const assumed = state.filter((pair) => !known.includes(pair));
  const lines = (pairs: readonly FactorPair[]) => (
    <ul className={classes.pairs}>
      {pairs.map((pair) => (
        <PairLines key={`${pair.from} ${pair.to}`} pair={pair} factors={factors} onTake={onTake} />
      ))}
    </ul>
  );
  return (
    <div className={classes.root}>
      {known.length === 0 ? null : (
        <>
          <span className={classes.title}>Measured</span>
          {lines(known.slice(0, MAX_SHOWN))}
        </>
      )}
      {known.length > MAX_SHOWN ? (
        <details className={classes.folded}>
          <summary>{countOf(known.length - MAX_SHOWN, 'more measured pair')}, with fewer calls</summary>
          {lines(known.slice(MAX_SHOWN))}
        </details>
      ) : null}
      {assumed.length === 0 ? null : (
        <details className={classes.folded}>
          <summary>{countOf(assumed.length, 'pair')} with nothing measured: 1, assumed</summary>
          {lines(assumed)}
        </details>
      )}
    </div>
  );
}
