'use client';

import { BarChart } from '@mantine/charts';
import { ChartFrame } from '@/components/charts/chart-frame';
import { ChartTip } from '@/components/charts/chart-tip';
import { formatDay, formatMonth, formatUsd, formatUsdCompact } from '@/components/ui/format';
import type { Trend, TrendUnit } from '@/lib/domain/overview-view';

const HEIGHT = 220;
const COLUMN: { readonly [unit in TrendUnit]: string } = { day: 'Day', week: 'Week from', month: 'Month' };

const shortDay = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

export function TrendChart({ trend }: { readonly trend: Trend }) {
  const nameOf = (fromMs: number) => (trend.unit === 'month' ? formatMonth(fromMs) : formatDay(fromMs));
  const tickOf = (fromMs: number) => (trend.unit === 'month' ? formatMonth(fromMs) : shortDay.format(fromMs));
  return (
    <ChartFrame
      label={`Repriced spend by ${trend.unit}`}
      height={HEIGHT}
      columns={[COLUMN[trend.unit], 'Spend']}
      rows={trend.points.map(({ fromMs, usd }) => [nameOf(fromMs), formatUsd(usd)])}
    >
      <BarChart
        h={HEIGHT}
        data={[...trend.points]}
        dataKey="fromMs"
        series={[{ name: 'usd', label: 'Spend', color: 'var(--wb-today)' }]}
        valueFormatter={formatUsdCompact}
        tickLine="none"
        strokeDasharray="0"
        gridColor="var(--wb-rule)"
        accessibilityLayer={false}
        maxBarWidth={36}
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 16, tickFormatter: tickOf }}
        yAxisProps={{ width: 56 }}
        tooltipProps={{
          isAnimationActive: false,
          content: ({ payload }) => {
            const point = payload?.[0]?.payload as Trend['points'][number] | undefined;
            if (point === undefined) return null;
            return (
              <ChartTip
                title={trend.unit === 'week' ? `Week from ${nameOf(point.fromMs)}` : nameOf(point.fromMs)}
                lines={[{ label: 'Repriced', value: formatUsd(point.usd), color: 'var(--wb-today)' }]}
              />
            );
          },
        }}
      />
    </ChartFrame>
  );
}
