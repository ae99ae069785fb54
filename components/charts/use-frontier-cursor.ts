'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { type FrontierPoint, nearestPosition, pointAt } from './frontier-geometry';
import type { PlacedPoint, Plot } from './frontier-layers';

/** What is pointed at: a plan on the frontier, or one of the points beside it. */
export type Cursor =
  | { readonly kind: 'frontier'; readonly position: number; readonly point: FrontierPoint }
  | { readonly kind: 'point'; readonly point: PlacedPoint };

const NEAR_POINT_PX = 12;
const NEAR_FRONTIER_PX = 48;

type Options = {
  readonly plot: Plot | null;
  readonly frontier: readonly FrontierPoint[];
  readonly points: readonly PlacedPoint[];
  /** Where the keyboard starts: the vertex nearest to the plan. */
  readonly start: number;
  readonly onTake: ((point: FrontierPoint) => void) | undefined;
};

/** Pointing by mouse, pen, finger and keyboard. A finger points first and takes with a second tap. */
export function useFrontierCursor({ plot, frontier, points, start, onTake }: Options) {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [keyPosition, setKeyPosition] = useState<number | null>(null);
  const isSecondTap = useRef(false);

  const at = (position: number): Cursor | null => {
    const point = pointAt(frontier, position);
    return point === null ? null : { kind: 'frontier', position, point };
  };

  const find = (event: PointerEvent<HTMLElement>): Cursor | null => {
    if (plot === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const distanceTo = ({ savingsPct, quality }: PlacedPoint) =>
      Math.hypot(plot.scales.x(savingsPct) - x, plot.scales.y(quality) - y);
    const [point] = [...points].sort((a, b) => distanceTo(a) - distanceTo(b));
    if (point !== undefined && distanceTo(point) < NEAR_POINT_PX) return { kind: 'point', point };
    const near = nearestPosition(frontier, plot.scales, x, y);
    return near === null || near.distancePx > NEAR_FRONTIER_PX ? null : at(near.position);
  };

  const isSame = (a: Cursor | null, b: Cursor | null) => {
    if (a?.kind !== 'frontier' || b?.kind !== 'frontier' || plot === null) return false;
    const { x, y } = plot.scales;
    return (
      Math.hypot(x(a.point.savingsPct) - x(b.point.savingsPct), y(a.point.quality) - y(b.point.quality)) <
      2 * NEAR_POINT_PX
    );
  };

  const take = (chosen: Cursor | null) => {
    if (chosen?.kind === 'frontier') onTake?.(chosen.point);
  };

  const toKey = (position: number) => {
    const held = Math.min(frontier.length - 1, Math.max(0, position));
    setKeyPosition(held);
    setCursor(at(held));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const from = keyPosition ?? start;
    // On the chart right is a larger saving and up is a better quality, which saves less.
    const target = {
      ArrowRight: Math.floor(from) + 1,
      ArrowDown: Math.floor(from) + 1,
      ArrowLeft: Math.ceil(from) - 1,
      ArrowUp: Math.ceil(from) - 1,
      Home: 0,
      End: frontier.length - 1,
    }[event.key];
    if (target !== undefined) toKey(target);
    else if (event.key === 'Enter' || event.key === ' ') take(cursor ?? at(from));
    else if (event.key === 'Escape') setCursor(null);
    else return;
    event.preventDefault();
  };

  return {
    cursor,
    keyPosition: keyPosition ?? start,
    control: {
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType !== 'touch') setCursor(find(event));
      },
      onPointerLeave: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType !== 'touch') setCursor(null);
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const found = find(event);
        isSecondTap.current = event.pointerType !== 'touch' || isSame(found, cursor);
        if (!isSecondTap.current || event.pointerType !== 'touch') setCursor(found);
      },
      onClick: () => {
        if (isSecondTap.current) take(cursor);
      },
      onKeyDown,
      onFocus: () => {
        if (cursor === null && frontier.length > 0 && !isSecondTap.current) toKey(keyPosition ?? start);
      },
      onBlur: () => {
        isSecondTap.current = false;
        setCursor(null);
      },
    },
  };
}
