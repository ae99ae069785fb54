import { Badge } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { countOf, formatDay, formatPct, UNKNOWN } from '@/components/ui/format';
import type { ScenarioHead } from '@/lib/domain/scenario-view';
import classes from './scenario-line.module.css';
import { WorkloadSelect } from './workload-select';

type Props = { readonly head: ScenarioHead; readonly hidesPlan?: boolean };

const USUAL_BOOKS: readonly string[] = ['overrides', 'genai-prices'];

function pricesText({ asOf, books, termBooks }: ScenarioHead): string {
  const date =
    asOf === 'today' ? "Today's" : asOf === 'logged' ? "Of each call's date" : `As of ${formatDay(Date.parse(asOf))}`;
  const others = books.flatMap(({ name }) => (USUAL_BOOKS.includes(name) || termBooks.includes(name) ? [] : [name]));
  const beside = others.length === 0 ? '' : `, with ${others.join(', ')}`;
  return `${date}${beside}${termBooks.length === 0 ? '' : `, under the terms of ${termBooks.join(', ')}`}`;
}

const spanFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

function spanText({ fromMs, toMs }: ScenarioHead): string {
  return fromMs === null || toMs === null ? UNKNOWN : spanFormat.formatRange(fromMs, toMs);
}

function Item({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NoteBadge({ note }: { readonly note: string }) {
  if (note === '') return null;
  return (
    <Badge variant="outline" color="gray" size="sm" tt="none" className={classes.note}>
      {note}
    </Badge>
  );
}

/** Which traffic, which plan, which prices, and how much of it is priced: said on every screen about a scenario. */
export function ScenarioLine({ head, hidesPlan = false }: Props) {
  return (
    <dl className={classes.root}>
      <Item label="Workload">
        {head.workloads.length > 1 ? (
          <WorkloadSelect workload={head.workload} workloads={head.workloads} />
        ) : (
          <strong>{head.workload}</strong>
        )}
        <NoteBadge note={head.note} />
      </Item>
      <Item label="Log">
        {countOf(head.requests, 'request')}, {spanText(head)}
      </Item>
      {hidesPlan ? null : (
        <Item label="Plan">
          {head.plan === null ? 'none' : <strong>{head.plan}</strong>}{' '}
          <Link href={`/studio${head.query}`} className={classes.link}>
            {head.plan === null ? 'Make one in the Studio' : 'Change'}
          </Link>
        </Item>
      )}
      <Item label="Prices">
        <span title={head.books.map((book) => `${book.name} ${book.version}`).join(', ')}>{pricesText(head)}</span>
      </Item>
      <Item label="Covered">
        {formatPct(head.pricedPct)} of requests, {formatPct(head.pricedTokensPct)} of tokens
      </Item>
    </dl>
  );
}
