'use client';

import { useElementSize } from '@mantine/hooks';
import { formatPct, formatScore } from '@/components/ui/format';
import { ChartFrame } from './chart-frame';
import { pathOf, qualityRange, qualityStep, SAVINGS_STEP, savingsRange, scalesFor } from './frontier-geometry';
import classes from './roll-out-chart.module.css';
import { ticksWithin } from './scatter-layout';

export type RollOutPoint = {
  readonly key: string;
  readonly label: string;
  /** Once this step and all before it are done. */
  readonly savingsPct: number;
  /** Quality relative to today's; null where it is not known. */
  readonly relative: number | null;
  readonly worstRelative: number | null;
};

type Props = { readonly label: string; readonly points: readonly RollOutPoint[]; readonly height?: number };

const MARGIN = { top: 12, right: 22, bottom: 40, left: 46 };
const START: RollOutPoint = { key: 'today', label: 'Today', savingsPct: 0, relative: 1, worstRelative: 1 };

/** The way from today to the plan, step by step: quality as measured and at its worst, by what is saved so far. */
export function RollOutChart({ label, points, height = 190 }: Props) {
  const { ref, width } = useElementSize();
  const way = [START, ...points];
  const xRange = savingsRange(way.map(({ savingsPct }) => savingsPct));
  const qualities = way.flatMap(({ relative, worstRelative }) => [relative ?? [], worstRelative ?? []].flat());
  const yRange = qualityRange(qualities);
  const area = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const { x, y } = scalesFor(area, xRange, yRange);
  const line = (value: (point: RollOutPoint) => number | null) =>
    pathOf(
      way.flatMap((point) => {
        const quality = value(point);
        return quality === null ? [] : [[x(point.savingsPct), y(quality)] as const];
      }),
    );
  const bottom = area.top + area.height;
  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['Step', 'Saved so far', 'Quality', 'Quality at worst']}
      rows={way.map((point) => [
        point.label,
        formatPct(point.savingsPct),
        formatScore(point.relative),
        formatScore(point.worstRelative),
      ])}
      legend={[
        { label: 'Quality as measured', color: 'var(--wb-plan)', shape: 'line' },
        ...(points.some(({ worstRelative }) => worstRelative !== null)
          ? [{ label: 'At worst, by the intervals', color: 'var(--wb-today)', shape: 'line' } as const]
          : []),
      ]}
    >
      <div ref={ref}>
        {width === 0 ? null : (
          <svg width={width} height={height} aria-hidden="true">
            {ticksWithin(yRange, qualityStep(qualities)).map((tick) => (
              <g key={tick}>
                <line x1={area.left} x2={area.left + area.width} y1={y(tick)} y2={y(tick)} className={classes.grid} />
                <text x={area.left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
                  {formatScore(tick)}
                </text>
              </g>
            ))}
            {ticksWithin(xRange, SAVINGS_STEP).map((tick) => (
              <text key={tick} x={x(tick)} y={bottom + 16} textAnchor="middle">
                {formatPct(tick)}
              </text>
            ))}
            <text x={area.left + area.width} y={bottom + 33} textAnchor="end">
              Saved so far
            </text>
            <path d={line(({ worstRelative }) => worstRelative)} className={classes.worst} />
            <path d={line(({ relative }) => relative)} className={classes.expected} />
            {way.map(({ key, savingsPct, relative }) =>
              relative === null ? null : (
                <circle key={key} cx={x(savingsPct)} cy={y(relative)} r={3.5} className={classes.dot} />
              ),
            )}
          </svg>
        )}
      </div>
    </ChartFrame>
  );
}
