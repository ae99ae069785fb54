'use client';

import { CloseButton } from '@mantine/core';
import type { Dispatch } from 'react';
import { ErrorState } from '@/components/ui/state';
import type { ImportProgress as Progress } from '@/lib/domain/upload';
import classes from './file-card.module.css';
import { FileForm } from './file-form';
import type { FormatChoice } from './file-formats';
import { formatBytes } from './format-bytes';
import { ImportProgress } from './import-progress';
import { type ImportAction, type ImportItem, isEditable } from './import-queue';
import { ImportReport } from './import-report';

type Props = {
  readonly item: ImportItem;
  readonly formats: readonly FormatChoice[];
  readonly workloads: readonly string[];
  readonly dispatch: Dispatch<ImportAction>;
};

const STAGE_NAMES: { readonly [stage in ImportItem['stage']]: string } = {
  checking: 'Looking at it',
  ready: 'Check, then import',
  refused: 'Cannot be read',
  queued: 'Waiting its turn',
  running: 'Importing',
  done: 'Imported',
  error: 'Failed',
  cancelled: 'Cancelled',
};

function progressOf({ job, file }: ImportItem): Progress {
  const blank = { rowsRead: 0, rejected: 0, duplicates: 0 };
  return job?.progress ?? { phase: 'receiving', bytesRead: 0, bytesTotal: file.size, ...blank };
}

function Body(props: Props) {
  const { item } = props;
  switch (item.stage) {
    case 'checking':
    case 'ready':
    case 'refused':
      return <FileForm {...props} />;
    case 'queued':
      return <p className={classes.progress}>Imports run one after the other.</p>;
    case 'running':
      return (
        <ImportProgress
          jobId={item.job?.jobId ?? item.id}
          fileName={item.file.name}
          progress={progressOf(item)}
          phaseStartedMs={item.phaseStartedMs}
          trouble={item.trouble}
        />
      );
    case 'done':
      return item.job?.report ? (
        <ImportReport report={item.job.report} workload={item.job.workload} unpriced={item.job.unpriced} />
      ) : null;
    case 'error':
      return <ErrorState title="The import failed">{item.error}</ErrorState>;
    case 'cancelled':
      return <p className={classes.progress}>Cancelled. Nothing of this file was kept.</p>;
    default:
      throw new Error(`unknown stage: ${JSON.stringify(item.stage satisfies never)}`);
  }
}

export function FileCard(props: Props) {
  const { item, dispatch } = props;
  const canClose = isEditable(item) || ['queued', 'done', 'error', 'cancelled'].includes(item.stage);
  return (
    <article className={classes.root} aria-label={item.file.name}>
      <header className={classes.head}>
        <h3 className={classes.name}>{item.file.name}</h3>
        <span className={classes.size}>{formatBytes(item.file.size)}</span>
        <span className={classes.stage} data-stage={item.stage} role="status">
          {STAGE_NAMES[item.stage]}
        </span>
        {canClose ? (
          <CloseButton
            aria-label={`Take ${item.file.name} off the list`}
            onClick={() => dispatch({ type: 'remove', id: item.id })}
          />
        ) : null}
      </header>
      <Body {...props} />
    </article>
  );
}
