'use client';

import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatPct, formatScore, formatUsd, formatUsdCompact } from '@/components/ui/format';
import { ChartFrame } from './chart-frame';
import { ChartTip } from './chart-tip';
import { KIND_LOOKS, POINT_KINDS, type PointKind } from './scatter-kinds';
import { labelSpots, niceStep, stepRange, ticksWithin } from './scatter-layout';
import { ScatterMark } from './scatter-mark';

export type ScatterPoint = {
  readonly key: string;
  readonly label: string;
  readonly kind: PointKind;
  /** Savings in percent or USD a month, as `xUnit` says. */
  readonly x: number | null;
  /** 0 to 1. */
  readonly quality: number | null;
  /** The interval around `quality`, 0 to 1. */
  readonly qualityLow?: number;
  readonly qualityHigh?: number;
  /** One more line for the tooltip: sample size, source, prior. */
  readonly note?: string;
};

type Props = {
  readonly label: string;
  readonly points: readonly ScatterPoint[];
  readonly xUnit: 'savingsPct' | 'usdPerMonth';
  readonly height?: number;
  readonly onPick?: (key: string) => void;
};

type Placed = ScatterPoint & {
  readonly x: number;
  readonly quality: number;
  /** Below and above `quality`, as Recharts wants it. */
  readonly error: readonly [number, number];
};

const MARGIN = { top: 30, right: 20, bottom: 18, left: 0 };
const X_AXIS_PX = 30;
const QUALITY_STEP = 0.05;
const MOST_NAMED_MODELS = 8;

function placePoint(point: ScatterPoint): Placed[] {
  const { x, quality } = point;
  if (x === null || quality === null) return [];
  return [
    {
      ...point,
      x,
      quality,
      error: [quality - (point.qualityLow ?? quality), (point.qualityHigh ?? quality) - quality],
    },
  ];
}

const hasInterval = ({ error: [below, above] }: Placed) => below > 0 || above > 0;

/** Points without a known x or quality are not drawn; the table names them with a dash. */
export function SavingsQualityScatter({ label, points, xUnit, height = 340, onPick }: Props) {
  const isPct = xUnit === 'savingsPct';
  const formatX = isPct ? formatPct : formatUsd;
  const xTitle = isPct ? 'Savings' : 'USD a month';
  const placed = points.flatMap(placePoint).sort((a, b) => a.x - b.x);
  const groups = POINT_KINDS.map((kind) => ({
    kind,
    ...KIND_LOOKS[kind],
    data: placed.filter((point) => point.kind === kind),
  })).filter(({ data }) => data.length > 0);
  const models = placed.filter(({ kind }) => kind === 'model');
  const named = placed.filter(
    ({ kind }) => KIND_LOOKS[kind].isNamed || (kind === 'model' && models.length <= MOST_NAMED_MODELS),
  );

  const xs = placed.map(({ x }) => x);
  const xStep = isPct ? 10 : niceStep(xs);
  const xRange = stepRange(xs, xStep, [Number.NEGATIVE_INFINITY, isPct ? 100 : Number.POSITIVE_INFINITY]);
  const qualityRange = stepRange(
    placed.flatMap(({ quality, error: [below, above] }) => [quality - below, quality + above]),
    QUALITY_STEP,
    [0, 1],
  );
  const spots = labelSpots(named, xRange, qualityRange, height - MARGIN.top - MARGIN.bottom - X_AXIS_PX);

  const mark = ({ cx, cy, payload }: { cx?: number; cy?: number; payload?: Placed }) =>
    payload ? (
      <ScatterMark kind={payload.kind} cx={cx} cy={cy} name={payload.label} spot={spots.get(payload.key)} />
    ) : null;

  return (
    <ChartFrame
      label={label}
      height={height}
      columns={['Point', 'Kind', xTitle, 'Quality']}
      rows={points.map((point) => [
        point.label,
        KIND_LOOKS[point.kind].title,
        formatX(point.x),
        formatScore(point.quality),
      ])}
      legend={groups.map(({ title, color, legend }) => ({ label: title, color, shape: legend }))}
    >
      <ResponsiveContainer>
        <ScatterChart margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--wb-rule)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[...xRange]}
            ticks={ticksWithin(xRange, xStep)}
            height={X_AXIS_PX}
            tickFormatter={isPct ? formatPct : formatUsdCompact}
            tickLine={false}
            axisLine={{ stroke: 'var(--wb-rule)' }}
            label={{
              value: isPct ? 'Savings against today' : 'Cost a month',
              position: 'insideBottomRight',
              offset: -12,
            }}
          />
          <YAxis
            dataKey="quality"
            type="number"
            domain={[...qualityRange]}
            ticks={ticksWithin(qualityRange, QUALITY_STEP)}
            tickFormatter={formatScore}
            tickLine={false}
            axisLine={false}
            width={56}
            label={{ value: 'Quality', position: 'top', offset: 14 }}
          />
          {isPct && xRange[0] < 0 ? <ReferenceLine x={0} stroke="var(--wb-rule-strong)" /> : null}
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            content={({ payload }) => {
              const point = payload?.[0]?.payload as Placed | undefined;
              if (!point) return null;
              const interval = `${formatScore(point.qualityLow)} to ${formatScore(point.qualityHigh)}`;
              const lines = [
                { label: xTitle, value: formatX(point.x) },
                { label: 'Quality', value: formatScore(point.quality) },
                ...(hasInterval(point) ? [{ label: 'Interval', value: interval }] : []),
              ];
              return <ChartTip title={point.label} lines={lines} note={point.note} />;
            }}
          />
          {groups.map(({ kind, title, color, data }) => (
            <Scatter
              key={kind}
              name={title}
              data={data}
              fill={color}
              shape={mark}
              line={kind === 'frontier' ? { stroke: color, strokeWidth: 1.5 } : false}
              isAnimationActive={false}
              onClick={(point) => onPick?.((point.payload as Placed).key)}
              cursor={onPick ? 'pointer' : undefined}
            >
              {data.some(hasInterval) ? (
                <ErrorBar
                  dataKey="error"
                  direction="y"
                  width={4}
                  stroke={color}
                  strokeOpacity={0.6}
                  isAnimationActive={false}
                />
              ) : null}
            </Scatter>
          ))}
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
