'use client';

import { useEffect, useReducer, useRef, useState } from 'react';
import { importQueue, nextToRun, workloadFromFile } from './import-queue';
import { messageOf, randomId, sendFile } from './upload-client';

/** The list of dropped files; sends those that wait, one after the other. */
export function useImports(onImported: (workload: string) => void) {
  const [items, dispatch] = useReducer(importQueue, []);
  const [startedMs, setStartedMs] = useState<number | null>(null);
  const sent = useRef(new Set<string>());
  const onImportedRef = useRef(onImported);
  onImportedRef.current = onImported;

  useEffect(() => {
    const next = nextToRun(items);
    if (next === null || sent.current.has(next.id)) return;
    sent.current.add(next.id);
    const { id, file, workload, format, map, preview } = next;
    dispatch({ type: 'started', id });
    setStartedMs(Date.now());
    const sending = { jobId: id, file, workload: workload.trim(), format: preview?.format ?? format, map };
    sendFile(sending, (job) => dispatch({ type: 'progressed', id, job })).then(
      (job) => {
        dispatch({ type: 'progressed', id, job });
        if (job.state === 'done') onImportedRef.current(job.workload);
      },
      (cause) => dispatch({ type: 'failed', id, error: messageOf(cause) }),
    );
  }, [items]);

  const isBusy = items.some(({ stage }) => stage === 'running' || stage === 'queued');
  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isBusy]);

  const add = (files: readonly File[]) => {
    const [first] = files;
    if (!first) return;
    const workload = workloadFromFile(first.name);
    dispatch({ type: 'add', items: files.map((file) => ({ id: randomId(), file })), workload });
  };
  return { items, dispatch, startedMs, add };
}
