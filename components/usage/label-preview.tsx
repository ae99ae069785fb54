import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatShare, usdColumnFormat } from '@/components/ui/format';
import type { LabelRule, RuleTarget } from '@/lib/domain/label-rule';
import type { LabelChange, LabelSums, LabelPreview as Preview } from '@/lib/domain/label-view';
import classes from './label-preview.module.css';
import { describeLabel } from './label-words';

function Priced({ sums, usd }: { readonly sums: LabelSums; readonly usd: (usd: number | null) => string }) {
  if (sums.requests === 0) return usd(0);
  return (
    <>
      {usd(sums.repricedUsd)}
      {sums.pricedRequests > 0 && sums.pricedRequests < sums.requests ? (
        <span className={classes.part}>{formatCount(sums.pricedRequests)} priced</span>
      ) : null}
    </>
  );
}

type Props = { readonly preview: Preview; readonly rules: readonly LabelRule[] };

const TITLES: { readonly [target in RuleTarget]: string } = { task: 'Tasks', team: 'Teams', language: 'Languages' };

function RuleTable({ preview, rules }: Props) {
  const usd = usdColumnFormat(preview.rules.map(({ repricedUsd }) => repricedUsd));
  const rows = rules.map((rule, place) => ({ place, rule, ...(preview.rules[place] as Preview['rules'][number]) }));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    {
      key: 'rule',
      header: 'Rule',
      isRowHeader: true,
      cell: ({ place, rule }) => (
        <span className={classes.rule}>
          {place + 1}. {describeLabel(rule)}
        </span>
      ),
    },
    {
      key: 'requests',
      header: 'Requests it labels',
      isNumeric: true,
      cell: ({ requests }) => <span data-none={requests === 0 || undefined}>{formatCount(requests)}</span>,
    },
    { key: 'pct', header: 'Share', isNumeric: true, cell: ({ pct }) => formatShare(pct) },
    { key: 'usd', header: 'Repriced', isNumeric: true, cell: (row) => <Priced sums={row} usd={usd} /> },
  ];
  return (
    <DataTable
      label="What each rule labels"
      columns={columns}
      rows={rows}
      rowKey={({ place }) => String(place)}
      maxHeight={420}
    />
  );
}

function ChangeTable({ target, lines, rules }: Preview['changes'][number] & Pick<Props, 'rules'>) {
  const suggested = new Set(rules.filter((rule) => rule.suggested && rule.target === target).map(({ value }) => value));
  const usd = usdColumnFormat(lines.flatMap(({ before, after }) => [before.repricedUsd, after.repricedUsd]));
  const columns: readonly Column<LabelChange>[] = [
    {
      key: 'label',
      header: TITLES[target].slice(0, -1),
      isRowHeader: true,
      cell: ({ label }) => (
        <span className={classes.label}>
          {label || `No ${target} given`}
          {suggested.has(label) ? <span className={classes.part}>suggested</span> : null}
        </span>
      ),
    },
    { key: 'was', header: 'Requests now', isNumeric: true, cell: ({ before }) => formatCount(before.requests) },
    {
      key: 'is',
      header: 'after',
      isNumeric: true,
      cell: ({ before, after }) => (
        <span className={before.requests === after.requests ? undefined : classes.changed}>
          {formatCount(after.requests)}
        </span>
      ),
    },
    {
      key: 'wasUsd',
      header: 'Repriced now',
      isNumeric: true,
      cell: ({ before }) => <Priced sums={before} usd={usd} />,
    },
    {
      key: 'isUsd',
      header: 'after',
      isNumeric: true,
      cell: ({ after }) => <Priced sums={after} usd={usd} />,
    },
  ];
  return (
    <div>
      <h3 className={classes.title}>{TITLES[target]}, now and by these rules</h3>
      <DataTable
        label={`${TITLES[target]} now and by these rules`}
        columns={columns}
        rows={lines}
        rowKey={({ label }) => label}
        maxHeight={420}
      />
    </div>
  );
}

/** What the rules would do, before they are saved. */
export function LabelPreview({ preview, rules }: Props) {
  const rest = preview.requests - preview.labelled;
  return (
    <section className={classes.root} aria-label="Preview of the rules">
      {rules.length > 0 ? (
        <div>
          <h3 className={classes.title}>
            {countOf(preview.labelled, 'request')} of {formatCount(preview.requests)} take a label from these rules
          </h3>
          <p className={classes.minor}>
            {rest === 0 ? '' : `The other ${formatCount(rest)} keep the labels of their log. `}For each label the first
            rule that matches counts.
          </p>
          <RuleTable preview={preview} rules={rules} />
        </div>
      ) : (
        <p className={classes.minor}>Without rules every request carries the labels of its log again.</p>
      )}
      {preview.changes.map((change) => (
        <ChangeTable key={change.target} {...change} rules={rules} />
      ))}
    </section>
  );
}
