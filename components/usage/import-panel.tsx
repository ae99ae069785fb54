'use client';

import { Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { countOf } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { Sample } from '@/lib/domain/upload-view';
import { FileCard } from './file-card';
import type { FormatChoice } from './file-formats';
import { ImportOthers } from './import-others';
import classes from './import-panel.module.css';
import { isOwn } from './import-queue';
import { loadSample } from './upload-client';
import { useImports } from './use-imports';

type Props = {
  readonly workloads: readonly string[];
  readonly formats: readonly FormatChoice[];
};

const SAMPLE_CARDS: readonly { readonly sample: Sample; readonly title: string; readonly text: string }[] = [
  {
    sample: 'company',
    title: 'Sample company',
    text: 'Made-up mix: tasks, teams and models of a mid-size company, to try everything with.',
  },
  {
    sample: 'aider',
    title: 'Aider log',
    text: '5,563 real calls to 108 models, published by the Aider project (Apache-2.0).',
  },
];

type Outcome = { readonly text: string; readonly isError: boolean };

export function ImportPanel({ workloads, formats }: Props) {
  const router = useRouter();
  const [w, setW] = useQueryState('w', parseAsString.withOptions({ shallow: false, history: 'push' }));
  const openFiles = useRef<() => void>(null);
  const [loading, setLoading] = useState<Sample | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const show = (workload: string) => {
    if (w === workload) router.refresh();
    else void setW(workload);
  };
  const { items, dispatch, add } = useImports(show);
  // A file chosen before the page was alive has had its change event already.
  const panel = useRef<HTMLDivElement>(null);
  const addRef = useRef(add);
  useEffect(() => {
    const input = panel.current?.querySelector<HTMLInputElement>('input[type=file]');
    if (!input?.files?.length) return;
    addRef.current([...input.files]);
    input.value = '';
  }, []);
  const load = async (sample: Sample) => {
    setLoading(sample);
    setOutcome(null);
    try {
      const { workload, wasThere, report } = await loadSample(sample);
      const text = wasThere
        ? `“${workload}” is there already: nothing was added.`
        : `“${workload}” is loaded: ${countOf(report.rows.accepted, 'call')}.`;
      setOutcome({ text, isError: false });
      show(workload);
    } catch (cause) {
      setOutcome({ text: messageOf(cause), isError: true });
    } finally {
      setLoading(null);
    }
  };
  return (
    <Panel
      title="Add usage"
      description="Files are read on this machine, line by line, however large they are. Prompt and answer text is never stored."
    >
      <div className={classes.ways} ref={panel}>
        <Dropzone
          onDrop={add}
          multiple
          openRef={openFiles}
          enablePointerEvents
          activateOnKeyboard={false}
          tabIndex={-1}
          className={classes.drop}
          inputProps={{ 'aria-label': 'Usage logs' }}
        >
          <div className={classes.dropText}>
            <p className={classes.dropTitle}>Drop usage logs here</p>
            <p className={classes.minor}>
              What a provider, gateway or tracer exports, or any CSV, JSON or Parquet; plain, gzip or zip, of any size
            </p>
            <Button
              size="xs"
              mt={8}
              onClick={(event) => {
                event.stopPropagation();
                openFiles.current?.();
              }}
            >
              Choose files
            </Button>
          </div>
        </Dropzone>
        {SAMPLE_CARDS.map(({ sample, title, text }) => (
          <article key={sample} className={classes.sample} aria-label={title}>
            <h3 className={classes.sampleTitle}>{title}</h3>
            <p className={classes.minor}>{text}</p>
            <Button
              variant="default"
              size="xs"
              loading={loading === sample}
              disabled={loading !== null && loading !== sample}
              onClick={() => load(sample)}
            >
              Load {title === 'Aider log' ? 'the Aider log' : 'the sample company'}
            </Button>
          </article>
        ))}
      </div>
      <p
        className={classes.outcome}
        role={outcome?.isError ? 'alert' : 'status'}
        data-error={outcome?.isError || undefined}
      >
        {outcome?.text}
      </p>
      <ImportOthers isOwn={(jobId) => isOwn(items, jobId)} onDone={() => router.refresh()} />
      {items.length > 0 ? (
        <div className={classes.items}>
          {items.map((item) => (
            <FileCard key={item.id} item={item} formats={formats} workloads={workloads} dispatch={dispatch} />
          ))}
        </div>
      ) : null}
    </Panel>
  );
}
