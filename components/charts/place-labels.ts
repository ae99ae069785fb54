export type LabelWish = {
  readonly key: string;
  readonly text: string;
  /** The mark in pixels. */
  readonly x: number;
  readonly y: number;
  /** The lowest goes first; where nothing is free, a label that is not required is left out. */
  readonly priority: number;
  readonly isRequired: boolean;
};
/** `x` is its left end by an estimate of its width; it is drawn from `anchorX`, its end beside the mark. */
export type PlacedLabel = Spot & { readonly key: string; readonly text: string };
type Spot = {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly anchorX: number;
};
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const LINE_PX = 14;
const GAP_PX = 11;
/** Of the chart's 12 px text; a little wide. */
const CHAR_PX = 6.6;
const MARK_PX = 6;

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function labelBox({ text, x, y }: Pick<PlacedLabel, 'text' | 'x' | 'y'>): Box {
  return { left: x, right: x + text.length * CHAR_PX, top: y - LINE_PX / 2, bottom: y + LINE_PX / 2 };
}

/** Left ends and middles of a label around its mark: beside it, then above and below it, then lines further away. */
function spotsOf({ x, y, text }: LabelWish): Spot[] {
  const width = text.length * CHAR_PX;
  const right = (line: number): Spot => ({ x: x + GAP_PX, y: line, anchor: 'start', anchorX: x + GAP_PX });
  const left = (line: number): Spot => ({ x: x - GAP_PX - width, y: line, anchor: 'end', anchorX: x - GAP_PX });
  const spots = [right(y), left(y)];
  for (const away of [1, 2, 3]) {
    for (const down of [away, -away]) {
      const line = y + down * (LINE_PX + 1);
      spots.push(right(line), left(line), { x: x - width / 2, y: line, anchor: 'middle', anchorX: x });
    }
  }
  return spots;
}

const LINE_BOX_PX = 12;

/** Small boxes that cover a polyline. */
export function boxesAlong(points: readonly (readonly [x: number, y: number])[]): Box[] {
  return points.slice(1).flatMap(([x1, y1], i) => {
    const [x0, y0] = points[i] as readonly [number, number];
    const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / LINE_BOX_PX));
    return Array.from({ length: count }, (_, k): Box => {
      const [xs, ys] = [k, k + 1].reduce<[number[], number[]]>(
        ([ax, ay], at) => [
          [...ax, x0 + (at / count) * (x1 - x0)],
          [...ay, y0 + (at / count) * (y1 - y0)],
        ],
        [[], []],
      );
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys) - 1, bottom: Math.max(...ys) + 1 };
    });
  });
}

export type Obstacles = {
  /** Labels that stand already. */
  readonly fixed?: readonly Box[];
  /** What a label should not lie across, where there is another place. */
  readonly lines?: readonly Box[];
};

/** Where each label goes inside the area (pixels), so that none covers another; some may have no place. */
export function placeLabels(
  wishes: readonly LabelWish[],
  area: Box,
  { fixed = [], lines = [] }: Obstacles = {},
): PlacedLabel[] {
  const marks = wishes.map(({ key, x, y }) => ({
    key,
    box: { left: x - MARK_PX, right: x + MARK_PX, top: y - MARK_PX, bottom: y + MARK_PX },
  }));
  const taken: Box[] = [...fixed];
  const placed: PlacedLabel[] = [];
  const isInside = (box: Box) =>
    box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;
  for (const wish of [...wishes].sort((a, b) => a.priority - b.priority)) {
    const boxAt = (spot: { x: number; y: number }) => labelBox({ text: wish.text, ...spot });
    const free = spotsOf(wish).filter((spot) => {
      const box = boxAt(spot);
      return isInside(box) && !taken.some((other) => overlaps(box, other));
    });
    const clear = free.filter((spot) => !marks.some(({ key, box }) => key !== wish.key && overlaps(boxAt(spot), box)));
    const best = clear.find((spot) => !lines.some((line) => overlaps(boxAt(spot), line)));
    const spot = best ?? clear[0] ?? (wish.isRequired ? free[0] : undefined);
    if (spot === undefined) continue;
    taken.push(boxAt(spot));
    placed.push({ key: wish.key, text: wish.text, ...spot });
  }
  return placed;
}
