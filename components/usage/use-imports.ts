'use client';

import { useEffect, useReducer, useRef } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import type { UploadJob } from '@/lib/domain/upload-view';
import { importQueue, needsPage, nextToRun, workloadFromFile } from './import-queue';
import { randomId, sendFile } from './upload-client';

/** The list of dropped files; sends those that wait, one after the other. */
export function useImports(onImported: (workload: string) => void) {
  const [items, dispatch] = useReducer(importQueue, []);
  const sent = useRef(new Set<string>());
  const onImportedRef = useRef(onImported);
  onImportedRef.current = onImported;

  useEffect(() => {
    const next = nextToRun(items);
    if (next === null || sent.current.has(next.id)) return;
    sent.current.add(next.id);
    const { id, file, workload, format, map, preview } = next;
    dispatch({ type: 'started', id, nowMs: Date.now() });
    // What was shown is what is read: the server alone answers no question that the values leave open.
    const shown = preview === null || preview.isFixed ? null : preview.map;
    const sending = { jobId: id, file, workload: workload.trim(), format, map: map ?? shown };
    const onProgress = (job: UploadJob) => dispatch({ type: 'progressed', id, job, nowMs: Date.now() });
    const onTrouble = (trouble: string | null) => dispatch({ type: 'troubled', id, trouble });
    sendFile(sending, { onProgress, onTrouble }).then(
      (job) => {
        onProgress(job);
        if (job.state === 'done') onImportedRef.current(job.workload);
      },
      (cause) => dispatch({ type: 'failed', id, error: messageOf(cause) }),
    );
  }, [items]);

  // Once a file is received its import goes on without the page.
  const isNeeded = items.some(needsPage);
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isNeeded]);

  const add = (files: readonly File[]) => {
    const [first] = files;
    if (!first) return;
    const workload = workloadFromFile(first.name);
    dispatch({ type: 'add', items: files.map((file) => ({ id: randomId(), file })), workload });
  };
  return { items, dispatch, add };
}
