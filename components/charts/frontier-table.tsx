import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import { formatPct, formatScore, UNKNOWN } from '@/components/ui/format';
import type { FrontierPoint } from './frontier-geometry';
import type { ChartPoint } from './frontier-layers';
import { intervalWords } from './frontier-tip';
import { KIND_LOOKS } from './scatter-kinds';

const MOST_ROWS = 24;

/** At most so many of a list, its ends among them, evenly apart. */
export function thinOut<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))] as Item);
}

type RowProps = {
  readonly name: string;
  readonly kind: string;
  readonly point: Pick<ChartPoint, 'savingsPct' | 'quality' | 'low' | 'high'>;
  readonly bound?: number | null;
  readonly showEvidence: boolean;
};

function Row({ name, kind, point, bound, showEvidence }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{kind}</td>
      <td>{formatPct(point.savingsPct)}</td>
      <td>{formatScore(point.quality)}</td>
      {showEvidence ? (
        <>
          <td>{intervalWords(point.low, point.high) ?? UNKNOWN}</td>
          <td>{formatPct(bound)}</td>
        </>
      ) : null}
    </tr>
  );
}

type Props = {
  readonly label: string;
  readonly frontier: readonly FrontierPoint[];
  readonly points: readonly ChartPoint[];
  readonly showEvidence: boolean;
  readonly qualityTitle: string;
};

/** The chart's numbers for those who cannot see it. */
export const FrontierTable = memo(function FrontierTable({
  label,
  frontier,
  points,
  showEvidence,
  qualityTitle,
}: Props) {
  const columns = [
    'Point',
    'Kind',
    'Savings',
    qualityTitle,
    ...(showEvidence ? ['95% interval', 'No policy saves more than'] : []),
  ];
  return (
    <VisuallyHidden>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <Row
              key={point.key}
              name={point.label}
              kind={KIND_LOOKS[point.kind].title}
              point={point}
              showEvidence={showEvidence}
            />
          ))}
          {thinOut(frontier, MOST_ROWS).map((point, index) => (
            <Row
              key={`${point.savingsPct} ${point.quality}`}
              name={`Best plan ${index + 1}`}
              kind={KIND_LOOKS.frontier.title}
              point={point}
              bound={point.boundSavingsPct}
              showEvidence={showEvidence}
            />
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
});
