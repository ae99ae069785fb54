'use client';

import { useCallback, useMemo } from 'react';
import { FrontierChart } from '@/components/charts/frontier-chart';
import type { ChartPoint } from '@/components/charts/frontier-layers';
import { formatPct, formatScore, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Quality } from '@/lib/domain/simulation';
import { cornersOf, figuresOf, planAtFloor } from '@/lib/engine/live/plan-finder';
import classes from './answer-chart.module.css';
import { planWords } from './evidence/plan-words';
import { useLive } from './live-state';
import { useStudio } from './studio-state';
import { useBands } from './use-bands';
import { useFrontier } from './use-frontier';

export type ModelPoint = {
  readonly model: string;
  readonly name: string;
  readonly role: 'model' | 'strongest' | 'cheapest';
  readonly savingsPct: number | null;
  readonly quality: number | null;
  readonly judgedPct: number;
  readonly prior: boolean;
  readonly pricedPct: number;
};

type Props = {
  readonly points: readonly ModelPoint[];
  readonly today: Quality;
  readonly plan: { readonly name: string; readonly savingsPct: number | null; readonly quality: Quality };
  readonly isKeepAll: boolean;
  /** The stack has volume discounts, commitments or fees, which are a whole month's and left out here. */
  readonly isApproximate: boolean;
};

/** Dearer than this would squeeze all others together at one edge. */
const LEAST_DRAWN_PCT = -150;
const FLOOR_STEPS = 10_000;

const ROLE_WORDS = { model: '', strongest: 'Always strongest: ', cheapest: 'Always cheapest: ' } as const;
const NO_CORNERS: ReturnType<typeof cornersOf> = [];

function noteOf({ judgedPct, pricedPct, prior, quality }: ModelPoint): string {
  const priced = `prices ${formatPct(pricedPct)} of calls`;
  return quality === null ? priced : `Judged on ${formatPct(judgedPct)} of calls${prior ? ', prior' : ''}; ${priced}.`;
}

/** Said only where a model cannot serve all that is priced. */
function coverageOf({ pricedPct }: ModelPoint): string {
  return pricedPct >= 100 ? '' : `, prices ${formatPct(pricedPct)} of calls`;
}

function saves(savingsPct: number | null): string {
  if (savingsPct === null) return 'saving unknown';
  return savingsPct < 0 ? `costs ${formatPct(-savingsPct)} more` : `saves ${formatPct(savingsPct)}`;
}

/** The line of best plans, and what a plan on it says. */
function useLine() {
  const { params, planner, answer, setParams } = useLive();
  const { policy, nameOf } = useStudio();
  const found = useFrontier();
  const frontier = found.state === 'found' ? found.frontier : null;
  const bands = useBands(params.ev ? frontier : null);
  const line = useMemo(() => {
    if (frontier === null) return NO_CORNERS;
    return cornersOf(frontier).map((corner, at) => ({ ...corner, ...bands.get(at) }));
  }, [frontier, bands]);
  const factor = answer.scale.known ? answer.scale.factor : 1;
  const wordsOf = useCallback(
    ({ quality }: { readonly quality: number }) => {
      const plan = frontier === null ? null : planAtFloor(frontier, quality, null);
      if (plan === null || frontier === null) return null;
      const { usd } = figuresOf(plan.point, frontier.problem.todayUsd, factor);
      return { rules: planWords(plan.policy, nameOf), usd: formatUsd(usd) };
    },
    [frontier, factor, nameOf],
  );
  const take = ({ quality }: { readonly quality: number }) => {
    const floor = Math.floor(quality * FLOOR_STEPS) / FLOOR_STEPS;
    setParams({ floor }, planner.planAt(floor, policy)?.policy);
  };
  return { line, wordsOf, take };
}

export function AnswerChart({ points, today, plan, isKeepAll, isApproximate }: Props) {
  const { params } = useLive();
  const { line, wordsOf, take } = useLine();
  const isDrawn = (point: ModelPoint) => point.quality !== null && (point.savingsPct ?? -Infinity) >= LEAST_DRAWN_PCT;
  const beside = points.filter((point) => !isDrawn(point)).sort((a, b) => (b.savingsPct ?? 0) - (a.savingsPct ?? 0));
  const score = today.value;
  const marks: ChartPoint[] = [
    ...points.filter(isDrawn).map(
      (point): ChartPoint => ({
        key: point.model,
        label: `${ROLE_WORDS[point.role]}${point.name}`,
        kind: point.role === 'model' ? 'model' : 'baseline',
        savingsPct: point.savingsPct,
        quality: point.quality === null || score === null || score === 0 ? null : point.quality / score,
        note: noteOf(point),
      }),
    ),
    { key: 'today', label: 'Today', kind: 'today', savingsPct: 0, quality: score === null ? null : 1 },
    ...(isKeepAll
      ? []
      : [
          {
            key: 'plan',
            label: plan.name,
            kind: 'plan',
            savingsPct: plan.savingsPct,
            quality: plan.quality.relative,
            low: plan.quality.relativeInterval?.low ?? null,
            high: plan.quality.relativeInterval?.high ?? null,
          } as const,
        ]),
  ];
  const isPlanBeside = !isKeepAll && plan.quality.relative === null;
  const canDraw = marks.some((point) => point.savingsPct !== null && point.quality !== null);
  return (
    <Panel
      title="Savings against quality"
      description={`Up and to the right is better. The line is the best that plans of the candidates can do: click a point to take its plan. Dots put everything on one model. Quality is compared over the calls judged on both sides.${
        isApproximate ? ' Approximate: savings before volume discounts, commitments and fees.' : ''
      }`}
    >
      {canDraw ? (
        <FrontierChart
          label="Savings against today and quality of today, this plan, single models and the best plans"
          scale="relative"
          frontier={line}
          points={marks}
          floor={params.floor}
          showEvidence={params.ev}
          wordsOf={wordsOf}
          onTake={take}
        />
      ) : (
        <p className={classes.none}>
          No benchmark or eval judges the tasks of this workload, so no quality can be drawn. Savings are known all the
          same.
        </p>
      )}
      {beside.length > 0 || isPlanBeside ? (
        <div className={classes.beside}>
          <h3 className={classes.title}>Not on the chart</h3>
          <ul className={classes.list}>
            {isPlanBeside ? (
              <li>
                <strong>{plan.name}</strong>
                <span>{saves(plan.savingsPct)}, no evidence</span>
              </li>
            ) : null}
            {beside.map((point) => (
              <li key={point.model}>
                {ROLE_WORDS[point.role]}
                {point.name}
                <span>
                  {saves(point.savingsPct)},{' '}
                  {point.quality === null ? 'no evidence' : `quality ${formatScore(point.quality)}`}
                  {coverageOf(point)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Panel>
  );
}
