'use client';

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { TornadoChart, type TornadoRow } from '@/components/charts/tornado-chart';
import { countOf, formatPct, formatScore, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';
import type { Outcome, Swing, Tornado } from '@/lib/domain/sensitivity';
import { assumptionTitle, rangeWords } from './assumption-words';
import classes from './evidence.module.css';

type Metric = 'savings' | 'quality';

type Props = {
  /** Null while it is computed. */
  readonly tornado: Tornado | null;
  readonly nameOf: (model: string) => string;
  readonly benchmarkTitleOf?: (benchmark: string) => string;
  readonly maxRows?: number;
};

const METRICS = [
  { value: 'savings', label: 'Savings' },
  { value: 'quality', label: 'Quality' },
];

const VALUES: { readonly [metric in Metric]: (outcome: Outcome) => number | null } = {
  savings: ({ savingsPct }) => savingsPct,
  quality: ({ relative }) => relative,
};
const FORMATS = { savings: formatPct, quality: formatScore } as const;

const widthOf = (metric: Metric, { low, high }: Swing) =>
  Math.abs((VALUES[metric](high) ?? 0) - (VALUES[metric](low) ?? 0));

/** What moves the metric by less is as good as nothing on screen. */
const LEAST_SEEN = { savings: 0.05, quality: 0.0005 } as const;

function leftOutOf(swings: readonly Swing[]): number {
  return Math.max(0, ...swings.flatMap(({ low, high }) => [low.leftOutRequests, high.leftOutRequests]));
}

export function TornadoPanel({ tornado, nameOf, benchmarkTitleOf = (id) => id, maxRows = 10 }: Props) {
  const [metric, setMetric] = useState<Metric>('savings');
  const title = 'What the answer rests on';
  if (tornado === null)
    return (
      <Panel title={title}>
        <LoadingState label="Computing what the answer rests on" rows={5} height={26} />
      </Panel>
    );
  const base = VALUES[metric](tornado.base);
  const seen = tornado.swings
    .filter((swing) => widthOf(metric, swing) >= LEAST_SEEN[metric])
    .sort((a, b) => widthOf(metric, b) - widthOf(metric, a))
    .slice(0, maxRows);
  const rows = seen.map((swing): TornadoRow => {
    const words = { nameOf, benchmarkTitleOf };
    return {
      key: JSON.stringify(swing.assumption),
      title: assumptionTitle(swing.assumption, words),
      range: rangeWords(swing),
      low: VALUES[metric](swing.low),
      high: VALUES[metric](swing.high),
      isApproximate: swing.isApproximate,
    };
  });
  const leftOut = leftOutOf(seen);
  const notes = [
    rows.some(({ isApproximate }) => isApproximate)
      ? '≈ a size lies inside a band where a price or a fit changes.'
      : null,
    leftOut > 0
      ? `At some end ${countOf(leftOut, 'call has', 'calls have')} no price and ${leftOut === 1 ? 'is' : 'are'} left out.`
      : null,
    tornado.notVaried.length > 0 && metric === 'quality'
      ? `${countOf(tornado.notVaried.length, 'score has', 'scores have')} no known sample and cannot be moved: ${tornado.notVaried.map((assumption) => assumptionTitle(assumption, { nameOf, benchmarkTitleOf }).replace(/^Score of /, '')).join('; ')}.`
      : null,
  ].filter((note) => note !== null);
  return (
    <Panel
      title={title}
      description="Each assumption at the low and the high end of its range, everything else as it is."
      aside={
        <SegmentedControl
          size="xs"
          data={METRICS}
          value={metric}
          onChange={(value) => setMetric(value === 'quality' ? 'quality' : 'savings')}
          aria-label="What is measured"
        />
      }
    >
      {base === null || rows.length === 0 ? (
        <p className={classes.note}>
          {base === null
            ? `The ${metric === 'savings' ? 'saving' : 'quality'} is not known (${UNKNOWN}), so nothing can move it.`
            : `No assumption moves the ${metric === 'savings' ? 'saving' : 'quality'}.`}
        </p>
      ) : (
        <TornadoChart
          label={`${metric === 'savings' ? 'Savings' : 'Quality relative to today’s'} at both ends of each assumption; now ${FORMATS[metric](base)}`}
          base={base}
          rows={rows}
          format={FORMATS[metric]}
        />
      )}
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </Panel>
  );
}
