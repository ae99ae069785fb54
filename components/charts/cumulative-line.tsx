'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatUsd, formatUsdCompact } from '@/components/ui/format';
import { ChartFrame } from './chart-frame';
import { ChartTip } from './chart-tip';

export type CumulativePoint = {
  /** Months from the start of the migration. */
  readonly month: number;
  readonly label: string;
  readonly usd: number | null;
  readonly lowUsd?: number | null;
  readonly highUsd?: number | null;
};

type Props = {
  readonly label: string;
  readonly points: readonly CumulativePoint[];
  /** Month in which the return passes zero, fractions allowed; null when it never does in this span. */
  readonly paybackMonth: number | null;
  readonly height?: number;
};

export function CumulativeLine({ label, points, paybackMonth, height = 280 }: Props) {
  const data = points.map((point) => ({
    ...point,
    band: typeof point.lowUsd === 'number' && typeof point.highUsd === 'number' ? [point.lowUsd, point.highUsd] : null,
  }));
  const hasBand = data.some(({ band }) => band !== null);
  const labelOf = (month: number) => points.find((point) => point.month === month)?.label ?? '';
  const rangeOf = (point: CumulativePoint) => `${formatUsd(point.lowUsd)} to ${formatUsd(point.highUsd)}`;
  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['Month', 'Cumulative return', ...(hasBand ? ['Range'] : [])]}
      rows={points.map((point) => [point.label, formatUsd(point.usd), ...(hasBand ? [rangeOf(point)] : [])])}
    >
      <ResponsiveContainer>
        <ComposedChart data={data} margin={{ top: 22, right: 16, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--wb-rule)" />
          <XAxis
            dataKey="month"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={points.map(({ month }) => month)}
            tickFormatter={labelOf}
            tickLine={false}
            axisLine={{ stroke: 'var(--wb-rule)' }}
            interval="preserveStartEnd"
            minTickGap={16}
          />
          <YAxis tickFormatter={formatUsdCompact} tickLine={false} axisLine={false} width={60} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--wb-muted)' }}
            content={({ payload }) => {
              const point = payload?.[0]?.payload as CumulativePoint | undefined;
              if (!point) return null;
              const range = hasBand ? [{ label: 'Range', value: rangeOf(point) }] : [];
              return (
                <ChartTip
                  title={point.label}
                  lines={[{ label: 'Cumulative return', value: formatUsd(point.usd) }, ...range]}
                />
              );
            }}
          />
          <ReferenceLine y={0} stroke="var(--wb-rule-strong)" />
          {hasBand ? (
            <Area dataKey="band" stroke="none" fill="var(--wb-plan)" fillOpacity={0.14} isAnimationActive={false} />
          ) : null}
          <Line
            dataKey="usd"
            type="linear"
            stroke="var(--wb-plan)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          {paybackMonth === null ? null : (
            <ReferenceLine
              x={paybackMonth}
              stroke="var(--wb-plan)"
              strokeDasharray="3 3"
              label={{ value: `Paid back after ${paybackMonth.toFixed(1)} months`, position: 'top', fontSize: 12 }}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
