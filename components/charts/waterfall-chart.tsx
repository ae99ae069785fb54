'use client';

import { Bar, BarChart, Cell, LabelList, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatUsd, formatUsdCompact } from '@/components/ui/format';
import { ChartFrame } from './chart-frame';
import { ChartTip } from './chart-tip';
import { type WaterfallBar, type WaterfallRow, waterfallRows } from './waterfall-rows';

type Props = {
  readonly label: string;
  readonly start: WaterfallBar;
  readonly steps: readonly WaterfallBar[];
  readonly end: WaterfallBar;
  /** The start is a plan's bill too, not today's. */
  readonly isBetweenPlans?: boolean;
};

const ROW_PX = 38;
const MAX_LABEL_CHARS = 18;

const shorten = (text: string) => (text.length > MAX_LABEL_CHARS ? `${text.slice(0, MAX_LABEL_CHARS - 1)}…` : text);
const signed = (usd: number) => (usd > 0 ? `+${formatUsd(usd)}` : formatUsd(usd));
const isTotal = ({ kind }: WaterfallRow) => kind === 'start' || kind === 'end';
const amountOf = (row: WaterfallRow) => (isTotal(row) ? formatUsd(row.usd) : signed(row.usd));

/** A bill to another, one bar a cause; each bar begins where the one above ends. */
export function WaterfallChart({ label, start, steps, end, isBetweenPlans = false }: Props) {
  const rows = waterfallRows(start, steps, end);
  const colors = {
    start: isBetweenPlans ? 'var(--wb-plan)' : 'var(--wb-today)',
    end: 'var(--wb-plan)',
    saves: 'var(--wb-cat-6)',
    adds: 'var(--wb-cat-3)',
  };
  const height = rows.length * ROW_PX + 34;
  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['Cause', 'Adds', 'Bill after it']}
      rows={rows.map((row) => [row.label, isTotal(row) ? '' : signed(row.usd), formatUsd(row.runningUsd)])}
      legend={[
        { label: 'Saves', color: colors.saves },
        { label: 'Adds', color: colors.adds },
      ]}
    >
      <ResponsiveContainer>
        <BarChart
          data={rows}
          layout="vertical"
          margin={{ top: 4, right: 84, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barCategoryGap="26%"
        >
          <XAxis
            type="number"
            tickFormatter={formatUsdCompact}
            tickLine={false}
            axisLine={{ stroke: 'var(--wb-rule)' }}
            tickCount={4}
          />
          <YAxis
            type="category"
            dataKey="key"
            tick={({ x, y, payload }: { x: number | string; y: number | string; payload: { value: string } }) => (
              <text x={x} y={y} dy="0.35em" textAnchor="end">
                {shorten(rows.find((row) => row.key === payload.value)?.label ?? '')}
              </text>
            )}
            tickLine={false}
            axisLine={{ stroke: 'var(--wb-rule)' }}
            width={128}
            interval={0}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--wb-today-soft)', opacity: 0.5 }}
            content={({ payload }) => {
              const row = payload?.[0]?.payload as WaterfallRow | undefined;
              if (!row) return null;
              const after = { label: 'Bill after it', value: formatUsd(row.runningUsd) };
              const lines = isTotal(row)
                ? []
                : [{ label: row.usd > 0 ? 'Adds' : 'Saves', value: formatUsd(Math.abs(row.usd)) }];
              return (
                <ChartTip title={row.label} lines={isTotal(row) ? [{ ...after, label: 'Bill' }] : [...lines, after]} />
              );
            }}
          />
          {rows.slice(0, -1).map((row, i) => (
            <ReferenceLine
              key={row.key}
              segment={[
                { x: row.runningUsd, y: row.key },
                { x: row.runningUsd, y: rows[i + 1]?.key ?? row.key },
              ]}
              stroke="var(--wb-rule-strong)"
              strokeDasharray="2 2"
            />
          ))}
          <Bar dataKey="range" isAnimationActive={false} minPointSize={1}>
            {rows.map((row) => (
              <Cell key={row.key} fill={colors[row.kind]} />
            ))}
            <LabelList
              position="right"
              valueAccessor={(_entry: unknown, index: number) => {
                const row = rows[index];
                return row === undefined ? '' : amountOf(row);
              }}
            />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
