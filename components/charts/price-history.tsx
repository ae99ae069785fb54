'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDay, formatMonth, formatUsdPerMtok, UNKNOWN } from '@/components/ui/format';
import type { OfferHistory } from '@/lib/domain/offer-history';
import type { Unit } from '@/lib/domain/usage';
import { ChartFrame } from './chart-frame';
import { ChartTip } from './chart-tip';
import { type HistoryRow, historyRows, logTicks, monthTicks } from './price-history-rows';

type Props = {
  readonly label: string;
  readonly history: OfferHistory;
  readonly span: NonNullable<OfferHistory['span']>;
  readonly unit: Unit;
  readonly scale: 'linear' | 'log';
  readonly height?: number;
};

/** Lower books are drawn wider, so that two that agree are both seen. */
const WIDTHS = [1.75, 4, 6.5, 9] as const;
const CALLS_SHARE = 2.2;

export const bookColor = (index: number): string => `var(--wb-cat-${(index % 8) + 1})`;

function priceText(row: HistoryRow, index: number): string {
  const band = row[`band${index}`];
  if (band) return `${formatUsdPerMtok(band[0])} to ${formatUsdPerMtok(band[1])} by the hour`;
  const gap = row[`gap${index}`];
  if (gap != null) return `${formatUsdPerMtok(gap)}, not seen`;
  return formatUsdPerMtok(row[`line${index}`]);
}

export function PriceHistory({ label, history, span, unit, scale, height = 170 }: Props) {
  const { books, calls } = history;
  const rows = historyRows(books, unit, span);
  const prices = rows.flatMap((row) =>
    books.flatMap((_, i) => [row[`line${i}`] ?? [], row[`gap${i}`] ?? [], row[`band${i}`] ?? []].flat()),
  );
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const ticks = scale === 'log' && low > 0 ? logTicks(low, high) : undefined;
  const mostCalls = Math.max(1, ...(calls?.bars ?? []).map(({ requestsPerDay }) => requestsPerDay));
  const drawn = books.map((book, index) => ({ ...book, index })).reverse();
  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['From', ...books.map(({ book }) => book)]}
      rows={rows
        .filter((row, i) => i < rows.length - 1 && formatDay(row.timeMs) !== formatDay(rows[i + 1]?.timeMs))
        .map((row) => [formatDay(row.timeMs), ...books.map((_, i) => priceText(row, i))])}
    >
      <ResponsiveContainer>
        <ComposedChart data={rows} margin={{ top: 10, right: 14, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--wb-rule)" />
          <XAxis
            dataKey="timeMs"
            type="number"
            scale="linear"
            domain={[span.fromMs, span.toMs]}
            allowDataOverflow
            ticks={monthTicks(span)}
            tickFormatter={formatMonth}
            tickLine={false}
            axisLine={{ stroke: 'var(--wb-rule)' }}
            minTickGap={12}
          />
          <YAxis
            yAxisId="usd"
            scale={ticks ? 'log' : 'linear'}
            domain={ticks ? [ticks[0] as number, ticks.at(-1) as number] : [0, 'auto']}
            ticks={ticks}
            tickFormatter={formatUsdPerMtok}
            tickLine={false}
            axisLine={false}
            width={62}
          />
          <YAxis yAxisId="calls" orientation="right" domain={[0, mostCalls * CALLS_SHARE]} hide />
          {/* An axis without a series has no scale to place the bars by. */}
          <Line
            yAxisId="calls"
            dataKey={() => 0}
            stroke="none"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          {calls?.bars.map(({ fromMs, toMs, requestsPerDay }) => (
            <ReferenceArea
              key={fromMs}
              yAxisId="calls"
              x1={fromMs}
              x2={toMs}
              y1={0}
              y2={requestsPerDay}
              fill="var(--wb-muted)"
              fillOpacity={0.45}
              stroke="var(--wb-muted)"
              strokeOpacity={0.45}
              ifOverflow="hidden"
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--wb-muted)' }}
            content={({ payload }) => {
              const row = payload?.[0]?.payload as HistoryRow | undefined;
              if (!row) return null;
              const lines = books.map(({ book }, i) => ({
                label: book,
                value: priceText(row, i),
                color: bookColor(i),
              }));
              return <ChartTip title={formatDay(row.timeMs)} lines={lines.filter(({ value }) => value !== UNKNOWN)} />;
            }}
          />
          <ReferenceLine
            yAxisId="usd"
            x={history.nowMs}
            stroke="var(--wb-rule-strong)"
            strokeDasharray="2 3"
            label={{ value: 'today', position: 'insideTopRight', fontSize: 11 }}
          />
          {drawn.map(({ index }) => (
            <Area
              key={`band${index}`}
              yAxisId="usd"
              dataKey={`band${index}`}
              type="linear"
              stroke={bookColor(index)}
              strokeOpacity={0.5}
              strokeWidth={1}
              fill={bookColor(index)}
              fillOpacity={0.1}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
          {drawn.flatMap(({ index }) =>
            (['line', 'gap'] as const).map((kind) => (
              <Line
                key={`${kind}${index}`}
                yAxisId="usd"
                dataKey={`${kind}${index}`}
                type="linear"
                stroke={bookColor(index)}
                strokeWidth={kind === 'gap' ? 1.5 : WIDTHS[Math.min(index, WIDTHS.length - 1)]}
                strokeOpacity={index === 0 ? 1 : 0.6}
                strokeDasharray={kind === 'gap' ? '3 4' : undefined}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
              />
            )),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
