'use client';

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { bookColor, PriceHistory } from '@/components/charts/price-history';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatDay } from '@/components/ui/format';
import type { OfferHistory, PriceChange, PriceRange } from '@/lib/domain/offer-history';
import type { Unit } from '@/lib/domain/usage';
import { hoursWords } from '@/lib/engine/explain-price-words';
import classes from './history-panel.module.css';
import { formatRate, UNIT_NAMES } from './unit-names';

function rangeText(unit: Unit, range: PriceRange | null | undefined): string {
  if (range == null) return 'no price';
  const low = formatRate(unit, range.low);
  return range.low === range.high ? low : `${low} to ${formatRate(unit, range.high)}`;
}

const columns: readonly Column<PriceChange>[] = [
  {
    key: 'on',
    header: 'On',
    isRowHeader: true,
    cell: ({ atMs }) => formatDay(atMs),
  },
  { key: 'book', header: 'Book', cell: ({ book }) => book },
  {
    key: 'what',
    header: 'Change, USD per 1M',
    cell: ({ classes: changed, isFirst, isOtherOnly }) =>
      isOtherOnly ? (
        'context tiers, hours, or seen again'
      ) : (
        <ul className={classes.changes}>
          {changed.map(({ unit, before, after }) => (
            <li key={unit}>
              {UNIT_NAMES[unit]} {isFirst ? 'at ' : `${rangeText(unit, before)} → `}
              {rangeText(unit, after)}
            </li>
          ))}
        </ul>
      ),
  },
];

/** What each book says the offer cost and when, and the days on which a log called it. */
export function HistoryPanel({ history }: { readonly history: OfferHistory }) {
  const { books, changes, calls, span } = history;
  const [scale, setScale] = useState<'linear' | 'log'>('linear');
  const hasZero = books.some(({ steps }) =>
    steps.some(({ rates }) => rates.input?.low === 0 || rates.output?.low === 0),
  );
  const clocks = books.flatMap(({ book, steps }) =>
    steps.filter(({ clocks: windows }) => windows.length > 0).map((step) => ({ book, ...step })),
  );
  if (span === null || books.length === 0)
    return (
      <p className={classes.sentence}>
        No book gives a date to its price of this offer, so there is no history to draw
        {books.length === 0
          ? ''
          : `: ${books
              .map(
                ({ book, steps: [step] }) =>
                  `${book} states ${rangeText('input', step?.rates.input)} for input and ${rangeText('output', step?.rates.output)} for output`,
              )
              .join('; ')}`}
        .{calls === null ? '' : ` ${calls.workload} called it ${countOf(calls.requests, 'time')}.`}
      </p>
    );
  const hasGaps = books.some(({ steps }) => steps.some(({ isExtrapolated }) => isExtrapolated));
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <ul className={classes.legend}>
          {books.map(({ book }, i) => (
            <li key={book}>
              <span className={classes.swatch} style={{ background: bookColor(i) }} />
              {book}
            </li>
          ))}
        </ul>
        <SegmentedControl
          size="xs"
          value={scale}
          onChange={(value) => setScale(value === 'log' ? 'log' : 'linear')}
          data={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log', disabled: hasZero },
          ]}
          aria-label="Scale of the prices"
        />
      </div>
      <div className={classes.charts}>
        {(['input', 'output'] as const).map((unit) => (
          <div key={unit}>
            <p className={classes.title}>{unit === 'input' ? 'Input' : 'Output'}, USD per 1M tokens</p>
            <PriceHistory
              label={`${unit === 'input' ? 'Input' : 'Output'} price of ${history.offerId} over time, by book, in USD per 1M tokens`}
              history={history}
              span={span}
              unit={unit}
              scale={scale}
            />
          </div>
        ))}
      </div>
      <p className={classes.note}>
        {hasGaps ? 'Dashed: a gap in what the history saw, its nearest price. ' : ''}
        {clocks.length > 0
          ? `A band runs from the cheapest to the dearest hour: ${clocks
              .map(({ book, clocks: windows }) => `${book}, ${windows.map((window) => hoursWords(window)).join('; ')}`)
              .filter((text, i, all) => all.indexOf(text) === i)
              .join('. ')}. `
          : ''}
        {calls === null
          ? 'No call of the log went to this offer.'
          : `Grey bars: requests a day in ${calls.workload}, ${countOf(calls.requests, 'call')} to this offer.`}
      </p>
      <DataTable
        label={`Price changes of ${history.offerId}`}
        columns={columns}
        rows={changes}
        rowKey={({ atMs, book }) => `${atMs} ${book}`}
        maxHeight={300}
        empty="No book dates a change."
      />
    </div>
  );
}
