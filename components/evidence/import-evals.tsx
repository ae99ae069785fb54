'use client';

import { Button, TextInput } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useRef, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import type { EvalOutcome } from '@/lib/domain/evidence-view';
import { evidenceParams } from '@/lib/schema/evidence-params';
import { EvalOutcomeView } from './eval-outcome';
import classes from './evidence.module.css';
import { MAX_EVAL_BYTES, uploadEvals } from './evidence-client';
import type { ActionEnd } from './task-controls';

type Props = { readonly names: readonly string[]; readonly sample: string; readonly onSample: () => ActionEnd };

/** A set's name from the file's: `triage-2026.csv` is `triage-2026`. */
function nameOf(fileName: string): string {
  return fileName.replace(/\.(csv|tsv|jsonl|ndjson|json|txt)$/i, '').slice(0, 100);
}

/** Takes an eval file, and says what became of it. */
export function ImportEvals({ names, sample, onSample }: Props) {
  const router = useRouter();
  const openFile = useRef<() => void>(null);
  const [, setParams] = useQueryStates({ eval: evidenceParams.eval, of: evidenceParams.of }, { scroll: false });
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [measuredOn, setMeasuredOn] = useState('');
  const [busy, setBusy] = useState<'file' | 'sample' | null>(null);
  const [outcome, setOutcome] = useState<EvalOutcome | null>(null);
  const [error, setError] = useState<string | null>(null);
  const trimmed = name.trim();

  const take = ([dropped]: readonly File[]) => {
    if (dropped === undefined) return;
    setFile(dropped);
    setName(nameOf(dropped.name));
    setOutcome(null);
    setError(dropped.size > MAX_EVAL_BYTES ? `${dropped.name} is larger than 64 MB.` : null);
  };
  const show = async (shown: string) => {
    await setParams({ eval: shown, of: null });
    router.refresh();
  };
  const send = async () => {
    if (file === null) return;
    setBusy('file');
    setError(null);
    try {
      const done = await uploadEvals({ name: trimmed, fileName: file.name, measuredOn }, file);
      setOutcome(done);
      setFile(null);
      setMeasuredOn('');
      await show(done.name);
    } catch (cause) {
      setError(messageOf(cause));
    } finally {
      setBusy(null);
    }
  };
  const load = async () => {
    setBusy('sample');
    setOutcome(null);
    const end = await onSample();
    setError(end.error);
    if (end.error === null) await show(sample);
    setBusy(null);
  };
  return (
    <div>
      <Dropzone
        onDrop={take}
        multiple={false}
        openRef={openFile}
        enablePointerEvents
        activateOnKeyboard={false}
        tabIndex={-1}
        className={classes.drop}
        inputProps={{ 'aria-label': 'Eval file' }}
      >
        <p className={classes.dropTitle}>{file === null ? 'Drop an eval file here' : file.name}</p>
        <p className={classes.note}>
          CSV or JSONL, a line an answer: <code>item, model, score</code>, and where known{' '}
          <code>task, usd, inputTokens, outputTokens</code>. Scores from 0 to 1.
        </p>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant={file === null ? 'filled' : 'default'}
            onClick={(event) => {
              event.stopPropagation();
              openFile.current?.();
            }}
          >
            {file === null ? 'Choose a file' : 'Choose another file'}
          </Button>
          {file !== null || names.includes(sample) ? null : (
            <Button
              size="xs"
              variant="default"
              loading={busy === 'sample'}
              onClick={(event) => {
                event.stopPropagation();
                void load();
              }}
            >
              Load a sample: {sample}
            </Button>
          )}
        </div>
      </Dropzone>
      {file === null ? null : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TextInput
            label="Name of the eval set"
            description={names.includes(trimmed) ? 'Takes the place of the set of this name' : 'A new set'}
            value={name}
            required
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Measured on"
            description="Where known; of two evals the later counts"
            type="date"
            value={measuredOn}
            onChange={(event) => setMeasuredOn(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy === 'file'} disabled={trimmed === '' || file.size > MAX_EVAL_BYTES}>
            Import the evals
          </Button>
        </form>
      )}
      {error === null ? null : (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      {outcome === null ? null : <EvalOutcomeView outcome={outcome} />}
    </div>
  );
}
