'use client';

import { useEffect, useState } from 'react';
import type { Interval } from '@/lib/domain/evidence';
import type { RollOut } from '@/lib/domain/roll-out';
import type { Assumption, BreakEven, NextBest, Tornado } from '@/lib/domain/sensitivity';
import type { FactorPair } from '@/lib/domain/token-factor';
import { breakEvenPrices, nextBestPrices } from '@/lib/engine/break-even';
import { planRollOut } from '@/lib/engine/roll-out';
import { PASS_MARGIN } from '@/lib/engine/roll-out-stages';
import { stepThroughTornado } from '@/lib/engine/tornado';
import { BreakEvenPanel } from './evidence/break-even-panel';
import { RollOutPanel } from './evidence/roll-out-panel';
import { TornadoPanel } from './evidence/tornado-panel';
import { useLive } from './live-state';
import { useStudio } from './studio-state';
import { useFactors } from './use-factors';

const IDLE_MS = 250;
const SLICE_MS = 8;

type Found = {
  readonly tornado: Tornado | null;
  readonly breakEven: readonly BreakEven[] | null;
  readonly nextBest: readonly NextBest[] | null;
  readonly rollOut: RollOut | null;
};
const NO_FACTORS: readonly FactorPair[] = [];
const NOTHING: Found = { tornado: null, breakEven: null, nextBest: null, rollOut: null };

/** The measured range of a pair's token factor, over all tasks, of the best source that knows one. */
function rangesOf(pairs: readonly FactorPair[]): (assumption: Assumption) => Interval | null {
  return (assumption) => {
    if (assumption.kind !== 'inputFactor' && assumption.kind !== 'outputFactor') return null;
    const side = assumption.kind === 'inputFactor' ? 'input' : 'output';
    const pair = pairs.find(({ from, to }) => from === assumption.from && to === assumption.to);
    for (const { task, source, ...sides } of pair?.suggestions ?? []) {
      const range = sides[side]?.range;
      if (task === null && source !== 'assumed' && range != null) return range;
    }
    return null;
  };
}

/** What needs many replays, one after the other while nothing moves; started anew when the plan changes. */
function useFindings(): Found {
  const { view, params, planner, replay, suppositions, answer, isPending } = useLive();
  const { policy, stack } = useStudio();
  const [found, setFound] = useState<Found>(NOTHING);
  const { prices } = suppositions;
  const dailyFactor = answer.scale.known ? answer.scale.dailyFactor : null;
  const { candidates } = planner.ask;
  const { floor } = params;
  const { weights } = view.live;
  const { name: workload } = view.workload;
  const measured = useFactors(workload, policy, stack);
  const factors = typeof measured === 'string' ? NO_FACTORS : measured;
  useEffect(() => {
    if (replay === null || isPending) return;
    setFound(NOTHING);
    const { table } = replay;
    const context = replay.context.replay(policy, prices);
    let timer: ReturnType<typeof setTimeout>;
    const tornado = stepThroughTornado(table, context, { measured: rangesOf(factors) });
    const add = (part: Partial<Found>) => setFound((before) => ({ ...before, ...part }));
    const work: (() => boolean)[] = [
      () => {
        add({ rollOut: planRollOut(table, context, { weights, margin: PASS_MARGIN, dailyFactor }) });
        return true;
      },
      () => {
        add({ breakEven: breakEvenPrices(table, context) });
        return true;
      },
      () => {
        add({ nextBest: nextBestPrices(table, context, { candidates: [...candidates], floor }) });
        return true;
      },
      () => {
        const until = performance.now() + SLICE_MS;
        while (performance.now() < until) {
          const step = tornado.next();
          if (!step.done) continue;
          add({ tornado: step.value });
          return true;
        }
        return false;
      },
    ];
    const next = () => {
      const step = work[0];
      if (step === undefined) return;
      if (step()) work.shift();
      timer = setTimeout(next);
    };
    timer = setTimeout(next, IDLE_MS);
    return () => clearTimeout(timer);
  }, [replay, isPending, policy, prices, dailyFactor, candidates, floor, weights, factors]);
  return found;
}

/** What the answer rests on, what would flip it, and in which order to migrate. */
export function EvidencePanels() {
  const { view, answer } = useLive();
  const { nameOf } = useStudio();
  const { tornado, breakEven, nextBest, rollOut } = useFindings();
  const { scale, simulation } = answer;
  const usdFactor = scale.known ? scale.factor : 1;
  const period = scale.known ? 'month' : 'span';
  return (
    <>
      <TornadoPanel tornado={tornado} nameOf={nameOf} benchmarkTitleOf={(id) => view.live.benchmarkTitles[id] ?? id} />
      <BreakEvenPanel
        breakEven={breakEven}
        nextBest={nextBest}
        savingsUsd={simulation.savings.usd}
        nameOf={nameOf}
        usdFactor={usdFactor}
        period={period}
      />
      <RollOutPanel rollOut={rollOut} nameOf={nameOf} usdFactor={usdFactor} period={period} />
    </>
  );
}
