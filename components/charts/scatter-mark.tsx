import { KIND_LOOKS, type PointKind } from './scatter-kinds';
import type { LabelSpot } from './scatter-layout';

type Place = { readonly kind: PointKind; readonly cx: number; readonly cy: number };

export function Shape({ kind, cx, cy }: Place) {
  const { color } = KIND_LOOKS[kind];
  if (kind === 'baseline') return <rect x={cx - 4} y={cy - 4} width={8} height={8} fill={color} />;
  if (kind === 'oracle') return <circle cx={cx} cy={cy} r={5} fill="var(--wb-sheet)" stroke={color} strokeWidth={2} />;
  if (kind === 'plan')
    return (
      <path
        d={`M${cx} ${cy - 8}l8 8l-8 8l-8 -8z`}
        fill={color}
        stroke="var(--wb-sheet)"
        strokeWidth={2}
        strokeLinejoin="round"
      />
    );
  return <circle cx={cx} cy={cy} r={kind === 'today' ? 5.5 : kind === 'frontier' ? 3 : 4.5} fill={color} />;
}

type Props = {
  readonly kind: PointKind;
  readonly cx: number | undefined;
  readonly cy: number | undefined;
  readonly name: string;
  /** Where the name goes; without it the point has none. */
  readonly spot: LabelSpot | undefined;
};

export function ScatterMark({ kind, cx, cy, name, spot }: Props) {
  if (cx === undefined || cy === undefined) return null;
  return (
    <>
      <Shape kind={kind} cx={cx} cy={cy} />
      {spot ? (
        <text
          x={cx + (spot.side === 'left' ? -11 : 11)}
          y={cy + spot.shiftPx}
          dy="0.35em"
          textAnchor={spot.side === 'left' ? 'end' : 'start'}
          fontWeight={kind === 'plan' ? 600 : 400}
        >
          {name}
        </text>
      ) : null}
    </>
  );
}
