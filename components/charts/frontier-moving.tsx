import { useMemo } from 'react';
import { formatScore } from '@/components/ui/format';
import classes from './frontier-chart.module.css';
import type { FrontierPoint } from './frontier-geometry';
import type { PlacedPoint, Plot } from './frontier-layers';
import { type Box, boxesAlong, labelBox, placeLabels } from './place-labels';
import { KIND_LOOKS, type PointKind } from './scatter-kinds';

const MOST_NAMED_MODELS = 8;
const PRIORITY: { readonly [kind in PointKind]: number } = {
  plan: 0,
  today: 1,
  baseline: 2,
  oracle: 3,
  model: 4,
  frontier: 5,
};

const floorText = (floor: number) => `floor ${formatScore(floor)}`;
const floorSpot = ({ area, scales }: Plot, floor: number) => ({ x: area.left + 4, y: scales.y(floor) + 10 });

type LabelsProps = {
  readonly plot: Plot;
  readonly points: readonly PlacedPoint[];
  readonly frontier: readonly FrontierPoint[];
  readonly floor: number | null;
};

/** Boxes along the frontier and the floor, which a label should not lie across. */
function linesOf({ area, scales }: Plot, frontier: readonly FrontierPoint[], floor: number | null): Box[] {
  const pixels = frontier.map(({ savingsPct, quality }) => [scales.x(savingsPct), scales.y(quality)] as const);
  const boxes = boxesAlong(pixels);
  if (floor === null) return boxes;
  const y = scales.y(floor);
  return [
    ...boxes,
    ...boxesAlong([
      [area.left, y],
      [area.left + area.width, y],
    ]),
  ];
}

/** The names of the points, as many as have room; models only where they are few. */
export function Labels({ plot, points, frontier, floor }: LabelsProps) {
  const { area, scales } = plot;
  const isCrowded = points.filter(({ kind }) => kind === 'model').length > MOST_NAMED_MODELS;
  const wishes = points
    .filter(({ kind }) => KIND_LOOKS[kind].isNamed || !isCrowded)
    .map(({ key, label, kind, savingsPct, quality }) => ({
      key,
      text: label,
      x: scales.x(savingsPct),
      y: scales.y(quality),
      priority: PRIORITY[kind],
      isRequired: KIND_LOOKS[kind].isNamed,
    }));
  const kindOf = new Map(points.map(({ key, kind }) => [key, kind]));
  const box = { left: area.left, right: area.left + area.width + 8, top: area.top - 8, bottom: area.top + area.height };
  const fixed = floor === null ? [] : [labelBox({ text: floorText(floor), ...floorSpot(plot, floor) })];
  const lines = useMemo(() => linesOf(plot, frontier, floor), [plot, frontier, floor]);
  return placeLabels(wishes, box, { fixed, lines }).map(({ key, text, y, anchor, anchorX }) => (
    <text
      key={key}
      x={anchorX}
      y={y}
      textAnchor={anchor}
      dy="0.35em"
      fontWeight={kindOf.get(key) === 'plan' ? 600 : 400}
    >
      {text}
    </text>
  ));
}

/** The quality asked for. */
export function FloorLine({ plot, floor }: { readonly plot: Plot; readonly floor: number }) {
  const y = plot.scales.y(floor);
  return (
    <>
      <line x1={plot.area.left} x2={plot.area.left + plot.area.width} y1={y} y2={y} className={classes.floor} />
      <text {...floorSpot(plot, floor)} dy="0.35em">
        {floorText(floor)}
      </text>
    </>
  );
}

type WhiskerProps = { readonly point: PlacedPoint; readonly plot: Plot };

/** The interval of a point, cut to the chart. */
export function Whisker({ point: { savingsPct, low, high }, plot: { scales, area } }: WhiskerProps) {
  if (low == null || high == null) return null;
  const x = scales.x(savingsPct);
  const hold = (y: number) => Math.min(area.top + area.height, Math.max(area.top, y));
  const [top, bottom] = [hold(scales.y(high)), hold(scales.y(low))];
  return (
    <path d={`M${x} ${top}V${bottom}M${x - 4} ${top}h8M${x - 4} ${bottom}h8`} className={classes.whisker} fill="none" />
  );
}
