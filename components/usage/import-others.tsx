'use client';

import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UploadJob } from '@/lib/domain/upload-view';
import classes from './import-others.module.css';
import { type OtherImport, othersShown } from './import-others-list';
import { ImportProgress } from './import-progress';
import { ImportReport } from './import-report';
import { fetchImports } from './upload-client';

const POLL_MS = 1000;
const IDLE_POLL_MS = 15_000;
const DISMISSED_KEY = 'waybill-imports-dismissed';
const DISMISSED_KEPT = 100;

function readDismissed(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(DISMISSED_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return [];
  }
}

/** The server's imports, asked for often while one runs. `onDone`: one that ran before is over. */
function useServerImports(onDone: () => void) {
  const [jobs, setJobs] = useState<readonly UploadJob[]>([]);
  const seen = useRef(new Set<string>());
  const onDoneRef = useRef(onDone);
  onDoneRef.current = onDone;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isGone = false;
    const look = async () => {
      const next = await fetchImports().catch(() => null);
      if (isGone) return;
      const running = next?.filter(({ state }) => state === 'running') ?? [];
      if (next !== null) {
        setJobs(next);
        if (next.some(({ jobId, state }) => state === 'done' && seen.current.has(jobId))) onDoneRef.current();
        for (const { jobId, state } of next) if (state === 'done') seen.current.delete(jobId);
        for (const { jobId } of running) seen.current.add(jobId);
      }
      timer = setTimeout(look, running.length > 0 ? POLL_MS : IDLE_POLL_MS);
    };
    void look();
    return () => {
      isGone = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return jobs;
}

function Other({ other, onDismiss }: { readonly other: OtherImport; readonly onDismiss: () => void }) {
  const { job, note } = other;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <h4 className={classes.name}>{job.fileName}</h4>
        <span className={classes.note}>{note}</span>
        {job.state === 'running' ? null : (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            onClick={onDismiss}
            aria-label={`Dismiss ${job.fileName}`}
          >
            Dismiss
          </Button>
        )}
      </div>
      {job.state === 'running' && job.isElsewhere ? (
        <p className={classes.note}>Another process on the same data reads it; how far it is, is not known here.</p>
      ) : null}
      {job.state === 'running' && !job.isElsewhere ? (
        <ImportProgress
          jobId={job.jobId}
          fileName={job.fileName}
          progress={job.progress}
          phaseStartedMs={null}
          trouble={null}
        />
      ) : null}
      {job.state === 'error' ? <p className={classes.error}>{job.error}</p> : null}
      {job.state === 'done' && job.report ? (
        <details className={classes.report}>
          <summary>Report</summary>
          <ImportReport report={job.report} workload={job.workload} unpriced={null} />
        </details>
      ) : null}
    </li>
  );
}

type Props = { readonly isOwn: (jobId: string) => boolean; readonly onDone: () => void };

/** Imports that this page did not begin: of another tab, of the command line's server, of before a restart. */
export function ImportOthers({ isOwn, onDone }: Props) {
  const jobs = useServerImports(onDone);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  useEffect(() => setDismissed(readDismissed()), []);
  const dismiss = useCallback((jobId: string) => {
    const next = [...readDismissed(), jobId].slice(-DISMISSED_KEPT);
    setDismissed(next);
    try {
      localStorage.setItem(DISMISSED_KEY, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing: it is shown again on the next visit.
    }
  }, []);
  const others = othersShown(jobs, { isOwn, dismissed, nowMs: Date.now() });
  if (others.length === 0) return null;
  return (
    <section className={classes.root} aria-label="Other imports">
      <h3 className={classes.title}>Imports begun elsewhere or before</h3>
      <ul className={classes.list}>
        {others.map((other) => (
          <Other key={other.job.jobId} other={other} onDismiss={() => dismiss(other.job.jobId)} />
        ))}
      </ul>
    </section>
  );
}
