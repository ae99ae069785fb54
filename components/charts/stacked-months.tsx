'use client';

import { BarChart } from '@mantine/charts';
import { formatUsd, formatUsdCompact } from '@/components/ui/format';
import { ChartFrame } from './chart-frame';
import { ChartTip } from './chart-tip';
import { type Series, seriesColor, topSeries } from './top-series';

type Props = {
  readonly label: string;
  /** One label a month, as many as each series has values. */
  readonly months: readonly string[];
  readonly series: readonly Series[];
  readonly budgetUsd?: number;
  readonly height?: number;
  readonly maxSeries?: number;
};

type Payload = readonly { readonly dataKey?: unknown; readonly value?: unknown }[];

export function StackedMonths({ label, months, series, budgetUsd, height = 300, maxSeries = 8 }: Props) {
  const drawn = topSeries(series, maxSeries).map((one, index) => ({ ...one, color: seriesColor(one.key, index) }));
  // A discount hangs below the axis instead of covering what it is taken from.
  const hasNegative = drawn.some(({ values }) => values.some((value) => (value ?? 0) < 0));
  const data = months.map((month, index) => ({
    month,
    ...Object.fromEntries(drawn.map((one) => [one.key, one.values[index] ?? null])),
  }));
  const totalOf = (index: number) => {
    const known = series.map((one) => one.values[index] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  const isWhole = (index: number) => series.every((one) => typeof one.values[index] === 'number');
  const tip = (month: string, payload: Payload) => {
    const amountOf = (key: string) => payload.find((item) => item.dataKey === key)?.value;
    const lines = [...drawn].reverse().flatMap((one) => {
      const value = amountOf(one.key);
      return typeof value === 'number' ? [{ label: one.label, value: formatUsd(value), color: one.color }] : [];
    });
    return (
      <ChartTip
        title={month}
        lines={lines}
        total={{
          label: isWhole(months.indexOf(month)) ? 'Total' : 'Total of what is known',
          value: formatUsd(totalOf(months.indexOf(month))),
        }}
      />
    );
  };
  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['Month', ...drawn.map((one) => one.label), 'Total']}
      rows={months.map((month, index) => [
        month,
        ...drawn.map((one) => formatUsd(one.values[index] ?? null)),
        formatUsd(totalOf(index)),
      ])}
      legend={drawn.map((one) => ({ label: one.label, color: one.color }))}
    >
      <BarChart
        h={height}
        data={data}
        dataKey="month"
        type="stacked"
        series={drawn.map((one) => ({ name: one.key, label: one.label, color: one.color }))}
        valueFormatter={formatUsdCompact}
        tickLine="none"
        strokeDasharray="0"
        gridColor="var(--wb-rule)"
        accessibilityLayer={false}
        maxBarWidth={44}
        barProps={{ isAnimationActive: false }}
        barChartProps={hasNegative ? { stackOffset: 'sign' } : undefined}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 8 }}
        yAxisProps={{ width: 56 }}
        tooltipProps={{
          isAnimationActive: false,
          content: ({ label: month, payload }) => (payload?.length ? tip(String(month), payload) : null),
        }}
        referenceLines={
          budgetUsd === undefined
            ? []
            : [
                {
                  y: budgetUsd,
                  color: 'var(--wb-breaks)',
                  label: 'Budget',
                  labelPosition: 'insideTopRight',
                  ifOverflow: 'extendDomain',
                },
              ]
        }
      />
    </ChartFrame>
  );
}
