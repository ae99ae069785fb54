import { memo, useId } from 'react';
import { formatPct, formatScore } from '@/components/ui/format';
import classes from './frontier-chart.module.css';
import { bandPath, boundPath, type FrontierPoint, type PlotArea, pathOf, type Scales } from './frontier-geometry';
import type { PointKind } from './scatter-kinds';
import type { Range } from './scatter-layout';
import { Shape } from './scatter-mark';

export type ChartPoint = {
  readonly key: string;
  readonly label: string;
  readonly kind: Exclude<PointKind, 'frontier'>;
  readonly savingsPct: number | null;
  /** On the chart's scale; so are the ends of its interval. */
  readonly quality: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** One more line for the tip: sample size, coverage, prior. */
  readonly note?: string;
  /** Waits behind "Show the evidence". */
  readonly onlyWithEvidence?: boolean;
};
export type PlacedPoint = ChartPoint & { readonly savingsPct: number; readonly quality: number };

export type Plot = {
  readonly area: PlotArea;
  readonly scales: Scales;
  readonly xRange: Range;
  readonly yRange: Range;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
};

type Props = {
  readonly plot: Plot;
  readonly frontier: readonly FrontierPoint[];
  readonly points: readonly PlacedPoint[];
  readonly showEvidence: boolean;
  readonly qualityTitle: string;
};

function Axes({ plot, qualityTitle }: Pick<Props, 'plot' | 'qualityTitle'>) {
  const { area, scales, xRange, xTicks, yTicks } = plot;
  const [right, bottom] = [area.left + area.width, area.top + area.height];
  return (
    <>
      {xTicks.map((tick) => (
        <line
          key={`x${tick}`}
          x1={scales.x(tick)}
          x2={scales.x(tick)}
          y1={area.top}
          y2={bottom}
          className={tick === 0 && xRange[0] < 0 ? classes.zero : classes.grid}
        />
      ))}
      {yTicks.map((tick) => (
        <line
          key={`y${tick}`}
          x1={area.left}
          x2={right}
          y1={scales.y(tick)}
          y2={scales.y(tick)}
          className={classes.grid}
        />
      ))}
      {xTicks.map((tick) => (
        <text key={`x${tick}`} x={scales.x(tick)} y={bottom + 16} textAnchor="middle">
          {formatPct(tick)}
        </text>
      ))}
      {yTicks.map((tick) => (
        <text key={`y${tick}`} x={area.left - 8} y={scales.y(tick)} dy="0.35em" textAnchor="end">
          {formatScore(tick)}
        </text>
      ))}
      <text x={right} y={bottom + 34} textAnchor="end">
        Savings against today
      </text>
      <text x={0} y={area.top - 12}>
        {qualityTitle}
      </text>
    </>
  );
}

function isSameLayer(a: Props, b: Props): boolean {
  const isSamePoint = (point: PlacedPoint, i: number) => {
    const other = b.points[i];
    return other?.key === point.key && other.savingsPct === point.savingsPct && other.quality === point.quality;
  };
  return (
    a.plot === b.plot &&
    a.frontier === b.frontier &&
    a.showEvidence === b.showEvidence &&
    a.qualityTitle === b.qualityTitle &&
    a.points.length === b.points.length &&
    a.points.every(isSamePoint)
  );
}

/** All that stays as it is while a floor is dragged: axes, frontier, band, bound and the points beside the plan. */
export const FixedLayer = memo(function FixedLayer({ plot, frontier, points, showEvidence, qualityTitle }: Props) {
  const id = useId();
  const { area, scales } = plot;
  const line = pathOf(frontier.map(({ savingsPct, quality }) => [scales.x(savingsPct), scales.y(quality)] as const));
  const bound = showEvidence ? boundPath(frontier, scales, area) : '';
  return (
    <>
      <defs>
        <clipPath id={`${id}plot`}>
          <rect x={area.left} y={area.top} width={area.width} height={area.height} />
        </clipPath>
        <pattern id={`${id}hatch`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="7" className={classes.hatch} />
        </pattern>
      </defs>
      <Axes plot={plot} qualityTitle={qualityTitle} />
      <g clipPath={`url(#${id}plot)`}>
        {bound === '' ? null : <path d={bound} fill={`url(#${id}hatch)`} />}
        {showEvidence ? <path d={bandPath(frontier, scales)} className={classes.band} /> : null}
        <path d={line} className={classes.frontier} />
      </g>
      {points.map(({ key, kind, savingsPct, quality }) => (
        <Shape key={key} kind={kind} cx={scales.x(savingsPct)} cy={scales.y(quality)} />
      ))}
    </>
  );
}, isSameLayer);
