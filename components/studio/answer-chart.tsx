'use client';

import { useCallback, useMemo } from 'react';
import { FrontierChart } from '@/components/charts/frontier-chart';
import type { ChartPoint } from '@/components/charts/frontier-layers';
import { formatPct, formatScore, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Quality } from '@/lib/domain/simulation';
import { bestFixedSplit, type FixedSplit } from '@/lib/engine/live/fixed-split';
import { cornersOf, figuresOf, planAtFloor } from '@/lib/engine/live/plan-finder';
import type { BaselinePoint } from '@/lib/engine/live/single-models';
import { isWeighed } from '@/lib/engine/live/weighed-relative';
import classes from './answer-chart.module.css';
import { planWords } from './evidence/plan-words';
import { useLive } from './live-state';
import { useStudio } from './studio-state';
import { useBands } from './use-bands';
import { useFrontier } from './use-frontier';
import { ownName } from './use-planner';

export type ModelPoint = BaselinePoint & { readonly name: string };

type Props = {
  readonly points: readonly ModelPoint[];
  readonly today: Quality;
  readonly plan: {
    readonly name: string;
    readonly savingsPct: number | null;
    readonly quality: Quality;
    readonly relative: number | null;
  };
  readonly isKeepAll: boolean;
  /** The stack has volume discounts, commitments or fees, which are a whole month's and left out here. */
  readonly isApproximate: boolean;
};

/** Dearer than this would squeeze all others together at one edge. */
const LEAST_DRAWN_PCT = -150;
/** With the figures above it, within the first sight of a laptop's screen. */
const CHART_PX = 322;
const FLOOR_STEPS = 10_000;

const ROLE_WORDS = { model: '', strongest: 'Always strongest: ', cheapest: 'Always cheapest: ' } as const;
type NameOf = (model: string) => string;
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

/** What a router that looks at no call does, at the plan's own quality. */
function splitMark(
  { from, to, share, usd }: FixedSplit,
  todayUsd: number,
  quality: number,
  nameOf: NameOf,
): ChartPoint {
  const parts = [
    [1 - share, from],
    [share, to],
  ] as const;
  const words = parts.flatMap(([part, model]) =>
    part > 0 ? `${formatScore(part)} ${model === null ? 'as today' : nameOf(model)}` : [],
  );
  return {
    key: 'split',
    label: 'Best fixed split',
    kind: 'baseline',
    savingsPct: (100 * (todayUsd - usd)) / todayUsd,
    quality,
    note: `${words.join(' and ')}, at random: the cheapest mix of two that keeps what this plan keeps.`,
    onlyWithEvidence: true,
  };
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
  return { frontier, line, wordsOf, take };
}

export function AnswerChart({ points, today, plan, isKeepAll, isApproximate }: Props) {
  const { params, view } = useLive();
  const isUneven = isWeighed(view.live.weights);
  const { policy, nameOf } = useStudio();
  const { frontier, line, wordsOf, take } = useLine();
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
        quality: point.relative,
        note: noteOf(point),
      }),
    ),
    { key: 'today', label: 'Today', kind: 'today', savingsPct: 0, quality: score === null ? null : 1 },
    ...(isKeepAll
      ? []
      : [
          {
            key: 'plan',
            // A name that only repeats the floor would crowd the marks beside it.
            label: ownName(policy) ?? 'This plan',
            kind: 'plan',
            savingsPct: plan.savingsPct,
            quality: plan.relative,
            low: isUneven ? null : (plan.quality.relativeInterval?.low ?? null),
            high: isUneven ? null : (plan.quality.relativeInterval?.high ?? null),
          } as const,
        ]),
  ];
  const { relative } = plan;
  const problem = params.ev && !isKeepAll ? frontier?.problem : undefined;
  const split = useMemo(
    () => (problem === undefined || relative === null ? null : bestFixedSplit(problem, relative)),
    [problem, relative],
  );
  if (split !== null && relative !== null && problem !== undefined)
    marks.push(splitMark(split, problem.todayUsd, relative, nameOf));
  const isPlanBeside = !isKeepAll && plan.relative === null;
  const canDraw = marks.some((point) => point.savingsPct !== null && point.quality !== null);
  return (
    <Panel
      title="Savings against quality"
      description={`Up and to the right is better. The line: the best plans of these models; click it to take one. Dots: one model for all, over the calls judged on both sides.${
        isUneven ? ' Errors weigh by each task’s blast radius.' : ''
      }${isApproximate ? ' Approximate: savings before volume discounts, commitments and fees.' : ''}`}
    >
      {canDraw ? (
        <FrontierChart
          label="Savings against today and quality of today, this plan, single models and the best plans"
          scale="relative"
          frontier={line}
          points={marks}
          floor={params.floor}
          height={CHART_PX}
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
