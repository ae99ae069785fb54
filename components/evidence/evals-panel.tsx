'use client';

import { VisuallyHidden } from '@mantine/core';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { RequestError } from '@/components/ui/ask-server';
import { ConfirmDelete } from '@/components/ui/confirm-delete';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatDay, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { EvalSetLine } from '@/lib/domain/evidence-view';
import { evidenceParams, evidenceQuery } from '@/lib/schema/evidence-params';
import { EvalModels } from './eval-outcome';
import classes from './evidence.module.css';
import { ImportEvals } from './import-evals';
import type { ActionEnd } from './task-controls';

export type EvalActions = {
  readonly onRemove: (name: string) => ActionEnd;
  readonly onSample: () => ActionEnd;
};

type Props = { readonly evals: readonly EvalSetLine[]; readonly sample: string; readonly actions: EvalActions };

export function EvalsPanel({ evals, sample, actions }: Props) {
  const [params, setParams] = useQueryStates(evidenceParams, { shallow: false, scroll: false });
  const remove = async (name: string) => {
    const { error } = await actions.onRemove(name);
    if (error !== null) throw new RequestError(error, 0);
    if (params.eval === name) await setParams({ eval: null, of: null });
  };
  const columns: readonly Column<EvalSetLine>[] = [
    {
      key: 'name',
      header: 'Eval set',
      isRowHeader: true,
      cell: (row) => (
        <span className={classes.name}>
          <Link
            className={classes.link}
            href={`${evidenceQuery('/catalog/evidence', { ...params, eval: row.name, of: null })}#pairs`}
            aria-label={`Compare the models of ${row.name}`}
          >
            {row.name}
          </Link>
          <span className={classes.minor}>{row.fileName}</span>
        </span>
      ),
    },
    { key: 'tasks', header: 'Tasks', cell: (row) => row.tasks.join(', ') || UNKNOWN },
    { key: 'items', header: 'Items', isNumeric: true, cell: (row) => formatCount(row.items) },
    { key: 'models', header: 'Models', cell: (row) => <EvalModels models={row.models} /> },
    {
      key: 'date',
      header: 'Measured',
      cell: (row) => (
        <span className={classes.nowrap}>
          {row.measuredOn === null ? UNKNOWN : formatDay(Date.parse(row.measuredOn))}
          <span className={classes.minor}>imported {formatDay(row.createdAtMs)}</span>
        </span>
      ),
    },
    {
      key: 'delete',
      header: <VisuallyHidden>Delete</VisuallyHidden>,
      cell: (row) => (
        <ConfirmDelete
          button="Delete"
          label={`Delete the evals ${row.name}`}
          title={`Delete ${row.name}?`}
          confirm="Delete it"
          onDelete={() => remove(row.name)}
        >
          <p>
            Its {formatCount(row.items)} items and the scores they give go, in every workload. Where it was chosen as
            the judge of a task, nothing judges the task until you choose again. The file on your disk stays.
          </p>
        </ConfirmDelete>
      ),
    },
  ];
  return (
    <Panel
      title="Your own evals"
      description="Answers of models to the same items, judged by you. They replace public benchmarks, and say how sure a difference is. Only scores, names and costs are kept, no text."
    >
      <ImportEvals names={evals.map(({ name }) => name)} sample={sample} onSample={actions.onSample} />
      {evals.length === 0 ? null : (
        <div className={classes.below}>
          <DataTable label="Eval sets" columns={columns} rows={evals} rowKey={(row) => row.name} maxHeight={420} />
        </div>
      )}
    </Panel>
  );
}
