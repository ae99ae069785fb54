'use client';

import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { formatScore } from '@/components/ui/format';
import frame from './chart-frame.module.css';
import classes from './frontier-chart.module.css';
import {
  type FrontierPoint,
  isBeyond,
  LEAST_DRAWN_PCT,
  qualityRange,
  qualityStep,
  SAVINGS_STEP,
  savingsRange,
  scalesFor,
  sortFrontier,
  tipPlace,
} from './frontier-geometry';
import { type ChartPoint, FixedLayer, type PlacedPoint, type Plot } from './frontier-layers';
import { FloorLine, Labels, Whisker } from './frontier-moving';
import { FrontierTable } from './frontier-table';
import { FrontierTip, type PlanWords, PointTip, savesWords, wordsAloud } from './frontier-tip';
import { KIND_LOOKS, POINT_KINDS } from './scatter-kinds';
import { type Range, ticksWithin } from './scatter-layout';
import { Shape } from './scatter-mark';
import { useFrontierCursor } from './use-frontier-cursor';

type Props = {
  /** What the chart shows, in one sentence; also the caption of its table. */
  readonly label: string;
  /** Qualities relative to today's (1 is today), or mean scores. */
  readonly scale: 'relative' | 'score';
  readonly frontier: readonly FrontierPoint[];
  readonly points: readonly ChartPoint[];
  /** The quality asked for, on the chart's scale. */
  readonly floor?: number | null;
  /** Intervals, the bound, and points that wait for it. */
  readonly showEvidence: boolean;
  /** The plan at a point of the frontier in words; asked for what is pointed at only. */
  readonly wordsOf: (point: FrontierPoint) => PlanWords | null;
  /** The point may lie between two vertices. */
  readonly onTake?: (point: FrontierPoint) => void;
  readonly height?: number;
};

const MARGIN = { top: 34, right: 14, bottom: 42, left: 46 };
const TITLES = { relative: 'Quality (today is 100%)', score: 'Quality' } as const;

const isDrawn = (point: ChartPoint): point is PlacedPoint =>
  point.savingsPct !== null && point.quality !== null && point.savingsPct >= LEAST_DRAWN_PCT;

function plotOf(width: number, height: number, xRange: Range, yRange: Range, yStep: number): Plot {
  const area = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const xTicks = ticksWithin(xRange, SAVINGS_STEP);
  const every = Math.ceil(xTicks.length / Math.max(2, Math.floor(area.width / 48)));
  return {
    area,
    xRange,
    yRange,
    scales: scalesFor(area, xRange, yRange),
    xTicks: xTicks.filter((_, i) => i % every === 0),
    yTicks: ticksWithin(yRange, yStep),
  };
}

function nearestVertex(frontier: readonly FrontierPoint[], plan: PlacedPoint | undefined): number {
  if (plan === undefined) return 0;
  const away = frontier.map(({ savingsPct }) => Math.abs(savingsPct - plan.savingsPct));
  return Math.max(0, away.indexOf(Math.min(...away)));
}

/** Points without a known saving or quality are not drawn; the table names them with a dash. */
export function FrontierChart(props: Props) {
  const { label, scale, points, floor = null, showEvidence, wordsOf, onTake, height = 340 } = props;
  const { ref, width } = useElementSize();
  const qualityTitle = TITLES[scale];
  const frontier = useMemo(() => sortFrontier(props.frontier), [props.frontier]);
  const listed = useMemo(
    () => points.filter((point) => showEvidence || !point.onlyWithEvidence),
    [points, showEvidence],
  );
  const drawn = useMemo(() => listed.filter(isDrawn), [listed]);
  const fixed = drawn.filter(({ kind }) => kind !== 'plan');
  const plan = drawn.find(({ kind }) => kind === 'plan');

  const xs = [...drawn, ...frontier].map(({ savingsPct }) => savingsPct);
  const ends = showEvidence ? [...frontier, ...drawn].flatMap(({ low, high }) => [low ?? [], high ?? []].flat()) : [];
  const ys = [...[...drawn, ...frontier].map(({ quality }) => quality), ...ends];
  const [x0, x1] = savingsRange(xs);
  const [y0, y1] = qualityRange(ys);
  const yStep = qualityStep(ys);
  const isFloorSeen = floor !== null && floor >= y0 && floor <= y1;
  const plot = useMemo(
    () => (width === 0 ? null : plotOf(width, height, [x0, x1], [y0, y1], yStep)),
    [width, height, x0, x1, y0, y1, yStep],
  );
  const start = nearestVertex(frontier, plan);
  const { cursor, keyPosition, control } = useFrontierCursor({ plot, frontier, points: drawn, start, onTake });
  const held = frontier[Math.round(keyPosition)];
  const pointed = cursor?.kind === 'frontier' ? cursor.point : held;
  const valueText =
    pointed === undefined
      ? undefined
      : `${savesWords(pointed.savingsPct)}, ${qualityTitle.toLowerCase()} ${formatScore(pointed.quality)}${
          cursor === null ? '' : wordsAloud(wordsOf(pointed))
        }`;
  const kinds = POINT_KINDS.filter((kind) =>
    kind === 'frontier' ? frontier.length > 0 : drawn.some((point) => point.kind === kind),
  );
  const hasOthers = fixed.some(
    (point) => (point.kind === 'model' || point.kind === 'baseline') && isBeyond(frontier, point),
  );
  const hasBound = showEvidence && frontier.some(({ boundSavingsPct }) => boundSavingsPct != null);

  return (
    <figure className={frame.root}>
      <ul className={frame.legend} aria-hidden="true">
        {kinds.map((kind) => (
          <li key={kind}>
            <span
              className={frame.swatch}
              data-shape={KIND_LOOKS[kind].legend}
              style={{ background: KIND_LOOKS[kind].color }}
            />
            {KIND_LOOKS[kind].title}
          </li>
        ))}
      </ul>
      <div ref={ref} className={`${frame.chart} ${classes.plot}`} style={{ height }}>
        {plot === null ? null : (
          <svg className={classes.surface} width={width} height={height} aria-hidden="true">
            <FixedLayer
              plot={plot}
              frontier={frontier}
              points={fixed}
              showEvidence={showEvidence}
              qualityTitle={qualityTitle}
            />
            {isFloorSeen ? <FloorLine plot={plot} floor={floor} /> : null}
            {showEvidence && plan !== undefined ? <Whisker point={plan} plot={plot} /> : null}
            {plan === undefined ? null : (
              <Shape kind="plan" cx={plot.scales.x(plan.savingsPct)} cy={plot.scales.y(plan.quality)} />
            )}
            <Labels plot={plot} points={drawn} frontier={frontier} floor={isFloorSeen ? floor : null} />
            {cursor?.kind === 'frontier' ? (
              <circle
                className={classes.hover}
                cx={plot.scales.x(cursor.point.savingsPct)}
                cy={plot.scales.y(cursor.point.quality)}
                r={5}
              />
            ) : null}
          </svg>
        )}
        {frontier.length === 0 ? (
          <div className={classes.control} {...control} />
        ) : (
          <div
            className={classes.control}
            role="slider"
            tabIndex={0}
            aria-label={`Best plans${onTake ? '; Enter takes the one chosen' : ''}`}
            aria-valuemin={1}
            aria-valuemax={frontier.length}
            aria-valuenow={Math.round(keyPosition) + 1}
            aria-valuetext={valueText}
            data-takes={onTake !== undefined && cursor?.kind === 'frontier'}
            {...control}
          />
        )}
        {plot === null || cursor === null ? null : (
          <div className={classes.tip} style={tipPlace(plot.scales, cursor.point, width, height)}>
            {cursor.kind === 'frontier' ? (
              <FrontierTip
                point={cursor.point}
                words={wordsOf(cursor.point)}
                qualityTitle="Quality"
                showInterval={showEvidence}
                hint={onTake ? 'Click, tap twice or press Enter to take it' : null}
              />
            ) : (
              <PointTip point={cursor.point} showInterval={showEvidence} />
            )}
          </div>
        )}
      </div>
      {hasBound ? (
        <p className={classes.note}>
          Hatched: no policy of these models reaches it.
          {hasOthers ? ' Dots there are judged or priced on fewer calls.' : ''}
        </p>
      ) : null}
      <FrontierTable
        label={label}
        frontier={frontier}
        points={listed}
        showEvidence={showEvidence}
        qualityTitle={qualityTitle}
      />
    </figure>
  );
}
