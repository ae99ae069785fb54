'use client';

import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import type { ImportProgress as State } from '@/lib/domain/upload';
import classes from './import-progress.module.css';
import { leaveText, progressPct, progressText } from './progress-text';
import { cancelJob } from './upload-client';

type Props = {
  readonly jobId: string;
  readonly fileName: string;
  readonly progress: State;
  readonly phaseStartedMs: number | null;
  /** What is wrong with the connection. */
  readonly trouble: string | null;
};

export function ImportProgress({ jobId, fileName, progress, phaseStartedMs, trouble }: Props) {
  const [error, setError] = useState<string | null>(null);
  const [isCancelling, setIsCancelling] = useState(false);
  const seconds = phaseStartedMs === null ? null : (Date.now() - phaseStartedMs) / 1000;
  const cancel = () => {
    setIsCancelling(true);
    setError(null);
    cancelJob(jobId).catch((cause) => {
      setIsCancelling(false);
      setError(messageOf(cause));
    });
  };
  return (
    <div className={classes.root}>
      <ol className={classes.phases}>
        <li aria-current={progress.phase === 'receiving' ? 'step' : undefined}>1 Receive</li>
        <li aria-current={progress.phase === 'reading' ? 'step' : undefined}>2 Read</li>
      </ol>
      <Progress
        value={progressPct(progress) ?? 0}
        size="lg"
        radius="sm"
        w="100%"
        aria-label={`${progress.phase === 'receiving' ? 'Receiving' : 'Reading'} ${fileName}`}
      />
      <p className={classes.text}>
        {progressText(progress, seconds)} <span className={classes.leave}>{leaveText(progress)}</span>
      </p>
      {trouble ? (
        <p className={classes.trouble} role="status">
          {trouble}
        </p>
      ) : null}
      {error ? (
        <p className={classes.trouble} role="alert">
          {error}
        </p>
      ) : null}
      <Button variant="default" size="xs" loading={isCancelling} onClick={cancel} aria-label={`Cancel ${fileName}`}>
        Cancel
      </Button>
    </div>
  );
}
