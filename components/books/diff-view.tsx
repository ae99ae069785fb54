'use client';

import { SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount } from '@/components/ui/format';
import type { BookDiff, BookDiffLine, DateSpan, RateChange } from '@/lib/domain/book-view';
import { hoursWords } from '@/lib/engine/explain-price-words';
import { changeText, rateText, spanWords, tierText, unitText } from './book-words';
import classes from './books.module.css';
import { Pager } from './pager';
import { TermChanges } from './term-changes';

const LINES_A_PAGE = 40;
const KINDS = ['changed', 'new', 'gone', 'suspicious'] as const;
type Filter = 'all' | (typeof KINDS)[number];

const KIND_WORDS = { new: 'new', changed: 'changed', gone: 'gone', same: 'same' } as const;

function isSameSpan(a: DateSpan | null, b: DateSpan | null): boolean {
  return a?.validFromMs === b?.validFromMs && a?.validToMs === b?.validToMs;
}

const datesText = (span: DateSpan) => spanWords(span) || 'at any date';

function Dates({ line: { before, after } }: { readonly line: BookDiffLine }) {
  const span = after ?? before;
  if (before !== null && after !== null && !isSameSpan(before, after))
    return (
      <>
        <span className={classes.old}>{datesText(before)} →</span> {datesText(after)}
      </>
    );
  return span === null ? null : datesText(span);
}

/** Of a price that changed the classes that did; of a new or gone one all. */
function shownRates({ kind, rates }: BookDiffLine): readonly RateChange[] {
  return kind === 'changed' ? rates.filter(({ before, after, percent }) => before !== after && percent !== 0) : rates;
}

function Rates({ line, code }: { readonly line: BookDiffLine; readonly code: string }) {
  const rates = shownRates(line);
  if (rates.length === 0) return line.kind === 'changed' ? 'only its dates' : 'no price';
  return (
    <span className={classes.rates}>
      {rates.map(({ unit, tier, before, after, percent, isSuspicious }) => (
        <span key={`${unit}${tierText(tier)}`} style={{ display: 'contents' }}>
          <span>
            {unitText(unit)} <span className={classes.old}>{tierText(tier)}</span>
          </span>
          <span className={classes.figure}>
            {line.kind === 'changed' ? (
              <>
                <span className={classes.old}>{rateText(unit, before, code)} →</span> {rateText(unit, after, code)}
              </>
            ) : (
              rateText(unit, after ?? before, code)
            )}
          </span>
          <span className={isSuspicious ? `${classes.figure} ${classes.breaks}` : classes.figure}>
            {changeText(percent)}
            {isSuspicious ? ' check the unit' : ''}
          </span>
        </span>
      ))}
    </span>
  );
}

function columnsIn(code: string): readonly Column<BookDiffLine>[] {
  return [
    { key: 'kind', header: 'Change', cell: (line) => KIND_WORDS[line.kind] },
    {
      key: 'offer',
      header: 'Offer',
      isRowHeader: true,
      cell: (line) => (
        <>
          {line.offerId}
          <span className={classes.minor}>
            {[
              ...(line.serviceTier === 'standard' ? [] : [`${line.serviceTier} tier`]),
              ...(line.region === null ? [] : [line.region]),
              ...(line.clock === null ? [] : [hoursWords(line.clock)]),
            ].join(' · ')}
          </span>
        </>
      ),
    },
    { key: 'dates', header: 'Dates', cell: (line) => <Dates line={line} /> },
    { key: 'rates', header: `Price, ${code} per 1M tokens`, cell: (line) => <Rates line={line} code={code} /> },
  ];
}

/** What changes from one version of a book to another; long ones a page at a time. */
export function DiffView({ diff }: { readonly diff: BookDiff }) {
  const { counts, lines, currencyCode } = diff;
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const columns = useMemo(() => columnsIn(currencyCode), [currencyCode]);
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return lines.filter(
      (line) =>
        (filter === 'all' || (filter === 'suspicious' ? line.isSuspicious : line.kind === filter)) &&
        words.every((word) => line.offerId.toLowerCase().includes(word)),
    );
  }, [lines, filter, search]);
  const total = counts.new + counts.changed + counts.gone;
  const whole = filter === 'all' ? total : counts[filter];
  const pages = Math.max(1, Math.ceil(found.length / LINES_A_PAGE));
  const current = Math.min(page, pages);
  const isCut = search === '' && found.length < whole;
  return (
    <div>
      <p role="status">
        Prices: {formatCount(counts.changed)} changed, {formatCount(counts.new)} new, {formatCount(counts.gone)} gone,{' '}
        {formatCount(counts.same)} the same.{' '}
        {counts.suspicious > 0 ? (
          <strong className={classes.breaks}>
            {formatCount(counts.suspicious)} suspicious: ten times up or down or more. Check the unit.
          </strong>
        ) : null}
      </p>
      <TermChanges diff={diff} />
      {total === 0 ? null : (
        <>
          <div className={classes.toolbar}>
            <SegmentedControl
              size="xs"
              aria-label="Show"
              value={filter}
              onChange={(value) => {
                setFilter(value as Filter);
                setPage(1);
              }}
              data={[
                { value: 'all', label: `All ${formatCount(total)}` },
                ...KINDS.filter((kind) => counts[kind] > 0).map((kind) => ({
                  value: kind,
                  label: `${kind[0]?.toUpperCase()}${kind.slice(1)} ${formatCount(counts[kind])}`,
                })),
              ]}
            />
            <TextInput
              size="xs"
              aria-label="Search the changes by model"
              placeholder="Model"
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                setPage(1);
              }}
            />
          </div>
          <DataTable
            label="Changes"
            columns={columns}
            maxHeight={640}
            rows={found.slice((current - 1) * LINES_A_PAGE, current * LINES_A_PAGE)}
            rowKey={(line) =>
              JSON.stringify([
                line.kind,
                line.offerId,
                line.serviceTier,
                line.region,
                line.clock,
                line.before,
                line.after,
              ])
            }
            empty="No change matches."
          />
          <Pager page={current} pages={pages} onPage={setPage}>
            {formatCount(found.length)} shown
            {isCut ? ` of ${formatCount(whole)}: of each kind the first, suspicious ones before others` : ''}
          </Pager>
        </>
      )}
    </div>
  );
}
