import { countOf, formatDay, formatUsd } from '@/components/ui/format';
import { EmptyState } from '@/components/ui/state';
import type { ConflictsView } from '@/lib/domain/conflicts-view';
import { ConflictFilters, ConflictPages } from './conflict-filters';
import { ConflictItem } from './conflict-item';
import classes from './conflicts.module.css';

function countText({ found, by, workload, stakeUsd, inUse, atMs }: ConflictsView): string {
  const what = by === 'book' ? countOf(found, 'price') : countOf(found, 'model');
  const stake =
    workload === null
      ? ''
      : stakeUsd === null
        ? ` ${workload} spends nothing that is known on them.`
        : ` ${workload} spends ${formatUsd(stakeUsd)} on them by the prices in use (${inUse.join(', ')}).`;
  return `${what} on which they disagree, at the prices of ${formatDay(atMs)} in USD per 1M; within 0.1% is the same.${stake}`;
}

export function ConflictsScreen({ view }: { readonly view: ConflictsView }) {
  return (
    <div className={classes.root}>
      <ConflictFilters view={view} />
      <p className={classes.count} role="status">
        {countText(view)}
      </p>
      {view.lines.length === 0 ? (
        <div className={classes.list}>
          <EmptyState title="No disagreement found">
            {view.compared.length < 2 && view.by === 'book'
              ? 'Choose at least two price books.'
              : 'Choose other books, another date, or a smaller difference.'}
          </EmptyState>
        </div>
      ) : (
        <ul className={classes.list} aria-label="Conflicts">
          {view.lines.map((line) => (
            <ConflictItem key={line.key} line={line} by={view.by} workload={view.workload} />
          ))}
        </ul>
      )}
      <ConflictPages page={view.page} pages={view.pages} />
    </div>
  );
}
