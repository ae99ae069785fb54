'use client';

import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useQueryState } from 'nuqs';
import { type SubmitEvent, useState, useTransition } from 'react';
import { StudioProvider } from '@/components/studio/studio-state';
import { Figure } from '@/components/ui/figure';
import { formatCount, formatPct, formatTokens, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Policy } from '@/lib/domain/policy';
import type { SketchTotals, SketchView } from '@/lib/domain/sketch-view';
import { scenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import type { SketchActions } from './sketch-actions';
import { SketchBill } from './sketch-bill';
import {
  addRow,
  changeRow,
  duplicateRow,
  EMPTY_ROW,
  type KeyedRow,
  readyRows,
  removeRow,
  sketchErrors,
  toDraftRow,
} from './sketch-draft';
import classes from './sketch-form.module.css';
import { SketchRowCard } from './sketch-row';
import { useSketchTotals } from './use-sketch-totals';

type Props = { readonly view: SketchView; readonly actions: SketchActions };

/** The pickers ask for a plan; a sketch has none. */
const NO_PLAN: Policy = { waybill: 1, name: 'sketch', rules: [], otherwise: { keep: true } };
const MAX_ROWS = 200;

function Totals({ totals, isStale, rows }: { totals: SketchTotals | null; isStale: boolean; rows: number }) {
  const counted = totals?.lines.length ?? 0;
  const note = counted === rows ? undefined : `${rows - counted} of ${rows} rows are not finished`;
  return (
    <div className={classes.figures} aria-busy={isStale} aria-live="polite">
      <Figure size="md" label="Requests a month" value={formatCount(totals?.requests)} sub={note} />
      <Figure
        size="md"
        label="Tokens in / out a month"
        value={`${formatTokens(totals?.inputTokens)} / ${formatTokens(totals?.outputTokens)}`}
      />
      <Figure
        size="md"
        label="Cost a month"
        value={formatUsd(totals?.usd)}
        sub={
          totals === null || totals.requests === 0
            ? undefined
            : `${formatPct((100 * totals.pricedRequests) / totals.requests)} of requests have a price`
        }
        explanation={{
          formula: 'Requests a day × 30 × the price of one call at its mean size, by today’s prices.',
          leavesOut:
            'Rows without a price, and rows that are not finished. Where sizes spread, calls past a context tier cost more than the mean says.',
        }}
      />
    </div>
  );
}

/** Rows under edit, what they come to, and the workload they become. */
export function SketchForm({ view, actions }: Props) {
  const router = useRouter();
  const [books] = useQueryState('books', scenarioParams.books);
  const isEdit = view.workload !== null;
  const [name, setName] = useState(view.workload ?? '');
  const [draft, setDraft] = useState<readonly KeyedRow[]>(() =>
    (view.rows.length === 0 ? [EMPTY_ROW] : view.rows.map(toDraftRow)).map((row, key) => ({ key, row })),
  );
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState<{ readonly message: string; readonly isName: boolean } | null>(null);
  const [isPending, startTransition] = useTransition();
  const { live, isStale } = useSketchTotals(
    draft,
    view.books,
    actions.total,
    view.totals === null ? null : { totals: view.totals, keys: view.rows.map((_, key) => key) },
  );
  const errors = sketchErrors(name, draft);
  const errorAt = (path: string) => (isTried ? errors[path] : undefined);
  const isTaken = !isEdit && view.logs.includes(name.trim());
  const edit = (next: readonly KeyedRow[]) => {
    setDraft(next);
    setRefused(null);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(errors).length > 0 || isTaken) return;
    startTransition(async () => {
      const workload = name.trim();
      const { error, ...answer } = await actions.create({ workload, rows: readyRows(draft).rows });
      if (error !== null)
        return setRefused({ message: error, isName: 'code' in answer && answer.code === 'conflict' && !isEdit });
      router.push(scenarioQuery('/usage', { w: workload, books }));
    });
  };
  const nameError =
    errorAt('workload') ??
    (isTaken ? `“${name.trim()}” is a workload from a log: choose another name` : undefined) ??
    (refused?.isName ? refused.message : undefined);
  const isEmpty = draft.length === 1 && draft[0]?.row === EMPTY_ROW;
  return (
    <StudioProvider policy={NO_PLAN} books={view.books} names={live?.totals.names ?? view.totals?.names ?? {}}>
      <form onSubmit={submit} className={classes.root} noValidate>
        <Panel
          title="From a bill"
          description="Know what you pay and not how many calls it is? A row is made that costs as much at today’s prices; change it as you like."
        >
          <SketchBill
            models={view.models}
            fromBill={actions.fromBill}
            onRow={(row) => {
              const made = toDraftRow({ ...row, requestsPerDay: Math.round(row.requestsPerDay * 1e4) / 1e4 });
              edit(isEmpty ? [{ key: 0, row: made }] : addRow(draft, made));
            }}
          />
        </Panel>
        <Panel
          title="Kinds of calls"
          description="One row for each kind of work. Sizes are means over the calls; cached input is the share that the provider reads from its cache."
        >
          <ol className={classes.rows}>
            {draft.map(({ key, row }, place) => (
              <SketchRowCard
                key={key}
                row={row}
                place={place}
                isOnly={draft.length === 1}
                models={view.models}
                line={live?.totals.lines[live.keys.indexOf(key)] ?? null}
                errorAt={(field) => errorAt(`rows.${place}.${field}`)}
                onChange={(change) => edit(changeRow(draft, key, change))}
                onDuplicate={() => edit(duplicateRow(draft, key))}
                onRemove={() => edit(removeRow(draft, key))}
              />
            ))}
          </ol>
          <Button
            variant="default"
            size="sm"
            mt={14}
            disabled={draft.length >= MAX_ROWS}
            onClick={() => edit(addRow(draft, EMPTY_ROW))}
          >
            Add a kind of call
          </Button>
        </Panel>
        <Panel title={isEdit ? 'The workload, sketched anew' : 'The workload'}>
          <Totals totals={live?.totals ?? null} isStale={isStale} rows={draft.length} />
          <div className={classes.go}>
            <TextInput
              label="Name of the workload"
              placeholder="e.g. support bot, as planned"
              maxLength={100}
              value={name}
              disabled={isEdit}
              error={nameError}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value);
                setRefused(null);
              }}
              className={classes.name}
            />
            <Button type="submit" loading={isPending}>
              {isEdit ? 'Save the sketch' : 'Create the workload'}
            </Button>
          </div>
          <p className={classes.minor}>
            It is written out as calls, a month of them or fewer days of a busier one, and used like any log, marked
            “sketched by hand”.
            {isEdit ? ' Scenarios and policies saved for it stay.' : ' It can be changed later.'}
          </p>
          {isTried && Object.keys(errors).some((path) => path.startsWith('rows')) ? (
            <p className={classes.problem} role="alert">
              Some fields are not filled yet; each says what it needs.
            </p>
          ) : null}
          {refused && !refused.isName ? (
            <p className={classes.problem} role="alert">
              {refused.message}
            </p>
          ) : null}
        </Panel>
      </form>
    </StudioProvider>
  );
}
