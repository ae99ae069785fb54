'use client';

import { BarChart } from '@mantine/charts';
import { ChartFrame } from '@/components/charts/chart-frame';
import { ChartTip } from '@/components/charts/chart-tip';
import { formatCount, formatTokens, formatUsd, formatUsdCompact } from '@/components/ui/format';
import type { TrafficBar } from '@/lib/domain/usage-view';
import { barName } from './bar-name';
import { daysText } from './days-text';
import classes from './traffic-chart.module.css';

type Props = { readonly traffic: readonly TrafficBar[] };

const HEIGHT = 168;
const MS_PER_DAY = 86_400_000;
const tickFormat = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const longTickFormat = new Intl.DateTimeFormat('en-US', { month: 'short', year: '2-digit', timeZone: 'UTC' });

function nameOf({ fromMs, days }: TrafficBar): string {
  return daysText(fromMs, fromMs + (days - 1) * MS_PER_DAY);
}

/** Requests and what they cost, one above the other over the same days. */
export function TrafficChart({ traffic }: Props) {
  const data = traffic.map((bar) => ({ ...bar, name: nameOf(bar) }));
  const isLong = (traffic[0]?.days ?? 1) > 1;
  const tick = (name: string) => {
    const bar = data.find((candidate) => candidate.name === name);
    return bar ? (isLong ? longTickFormat : tickFormat).format(bar.fromMs) : '';
  };
  const charts = [
    { key: 'requests', title: 'Requests', color: 'var(--wb-today)', axis: (value: number) => formatTokens(value) },
    { key: 'repricedUsd', title: 'Repriced cost', color: 'var(--wb-plan)', axis: formatUsdCompact },
  ] as const;
  const each = barName(traffic);
  return (
    <div className={classes.root}>
      {charts.map(({ key, title, color, axis }) => (
        <div key={key}>
          <p className={classes.title}>
            {title} a {each}
          </p>
          <ChartFrame
            label={`${title} a ${each}`}
            height={HEIGHT}
            columns={['Days', title]}
            rows={data.map((bar) => [
              bar.name,
              key === 'requests' ? formatCount(bar.requests) : formatUsd(bar.repricedUsd),
            ])}
          >
            <BarChart
              h={HEIGHT}
              data={data}
              dataKey="name"
              series={[{ name: key, label: title, color }]}
              valueFormatter={axis}
              tickLine="none"
              strokeDasharray="0"
              gridColor="var(--wb-rule)"
              accessibilityLayer={false}
              maxBarWidth={28}
              barProps={{ isAnimationActive: false, radius: 0 }}
              barChartProps={{ barCategoryGap: '12%' }}
              xAxisProps={{ tickFormatter: tick, interval: 'preserveStartEnd', minTickGap: 24 }}
              yAxisProps={{ width: 64, tickCount: 4, allowDecimals: key !== 'requests' }}
              tooltipProps={{
                isAnimationActive: false,
                content: ({ payload }) => {
                  const bar = payload?.[0]?.payload as (typeof data)[number] | undefined;
                  if (!bar) return null;
                  return (
                    <ChartTip
                      title={bar.name}
                      lines={[
                        { label: 'Requests', value: formatCount(bar.requests) },
                        { label: 'Repriced cost', value: formatUsd(bar.repricedUsd) },
                      ]}
                    />
                  );
                },
              }}
            />
          </ChartFrame>
        </div>
      ))}
    </div>
  );
}
