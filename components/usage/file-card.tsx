'use client';

import { Button, CloseButton, Progress } from '@mantine/core';
import { type Dispatch, useState } from 'react';
import { formatCount, formatPct } from '@/components/ui/format';
import { ErrorState } from '@/components/ui/state';
import classes from './file-card.module.css';
import { FileForm, type FormatChoice } from './file-form';
import { formatBytes } from './format-bytes';
import { type ImportAction, type ImportItem, isEditable } from './import-queue';
import { ImportReport } from './import-report';
import { cancelJob, messageOf } from './upload-client';

type Props = {
  readonly item: ImportItem;
  readonly formats: readonly FormatChoice[];
  readonly workloads: readonly string[];
  readonly startedMs: number | null;
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

function Running({ item, startedMs }: Pick<Props, 'item' | 'startedMs'>) {
  const [error, setError] = useState<string | null>(null);
  const [isCancelling, setIsCancelling] = useState(false);
  const progress = item.job?.progress;
  const bytesTotal = item.file.size;
  const bytesRead = progress?.bytesRead ?? 0;
  const percent = bytesTotal === 0 ? 0 : (100 * bytesRead) / bytesTotal;
  const seconds = startedMs === null ? 0 : (Date.now() - startedMs) / 1000;
  const rate = seconds > 0.5 && bytesRead > 0 ? `, ${formatBytes(bytesRead / seconds)} a second` : '';
  const cancel = () => {
    setIsCancelling(true);
    cancelJob(item.id).catch((cause) => {
      setIsCancelling(false);
      setError(messageOf(cause));
    });
  };
  return (
    <div className={classes.running}>
      <Progress value={percent} size="lg" radius="sm" aria-label={`Import of ${item.file.name}`} />
      <p className={classes.progress}>
        {percent >= 100
          ? `All ${formatBytes(bytesTotal)} read; storing the calls`
          : `${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)} (${formatPct(percent)})${rate}`}
        . {formatCount(progress?.rowsRead ?? 0)} rows
        {progress && progress.rejected > 0 ? `, ${formatCount(progress.rejected)} rejected` : ''}
        {progress && progress.duplicates > 0 ? `, ${formatCount(progress.duplicates)} duplicates` : ''}.
      </p>
      {error ? <p role="alert">{error}</p> : null}
      <Button variant="default" size="xs" loading={isCancelling} onClick={cancel}>
        Cancel
      </Button>
    </div>
  );
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
      return <Running {...props} />;
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
