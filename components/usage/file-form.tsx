'use client';

import { Autocomplete, Button } from '@mantine/core';
import { type Dispatch, useEffect } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { formatCount } from '@/components/ui/format';
import { ErrorState, LoadingState } from '@/components/ui/state';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { UploadPreview } from '@/lib/domain/upload-view';
import { FileCalls } from './file-calls';
import classes from './file-form.module.css';
import { FileFormatSelect } from './file-format-select';
import type { FormatChoice } from './file-formats';
import type { ImportAction, ImportItem } from './import-queue';
import { MappingIds } from './mapping-ids';
import { MappingOptions } from './mapping-options';
import { MappingQuestions } from './mapping-questions';
import { MappingSaved } from './mapping-saved';
import { MappingTable } from './mapping-table';
import { fetchPreview } from './upload-client';

type Props = {
  readonly item: ImportItem;
  readonly formats: readonly FormatChoice[];
  readonly workloads: readonly string[];
  readonly dispatch: Dispatch<ImportAction>;
};

const PREVIEW_DELAY_MS = 200;
const NAMES_SHOWN = 8;

/** Asks anew how the file reads whenever its format or map changes. */
function usePreview({ id, file, format, map }: ImportItem, dispatch: Dispatch<ImportAction>): void {
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        fetchPreview(file, { format, map }, controller.signal).then(
          (preview) => dispatch({ type: 'previewed', id, preview }),
          (cause) => {
            if (!controller.signal.aborted) dispatch({ type: 'refused', id, error: messageOf(cause) });
          },
        );
      },
      map === null ? 0 : PREVIEW_DELAY_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [id, file, format, map, dispatch]);
}

export function FileForm({ item, formats, workloads, dispatch }: Props) {
  usePreview(item, dispatch);
  const { id, preview } = item;
  if (item.stage === 'checking') return <LoadingState label="Looking at the first rows" rows={4} height={28} />;
  const edit = (change: Partial<Pick<ImportItem, 'workload' | 'format' | 'map'>>) =>
    dispatch({ type: 'edit', id, change });
  const format = (
    <FileFormatSelect item={item} formats={formats} onChange={(next) => edit({ format: next, map: null })} />
  );
  if (item.stage === 'refused')
    return (
      <div className={classes.root}>
        <ErrorState title="This file cannot be read">{item.error}</ErrorState>
        <div className={classes.options}>{format}</div>
      </div>
    );
  const map = item.map ?? preview?.map ?? { columns: {} };
  const onChange = (next: ColumnMap) => edit({ map: next });
  return (
    <div className={classes.root}>
      {preview ? <WhatItIs preview={preview} formats={formats} isDetected={item.format === 'auto'} /> : <NoPreview />}
      {preview && !preview.isFixed ? (
        <MappingSaved
          preview={preview}
          map={map}
          onUse={(saved) => edit({ map: saved.map, ...(item.format === 'auto' ? {} : { format: saved.format }) })}
        />
      ) : null}
      <div className={classes.options}>
        {format}
        {preview && !preview.isFixed ? (
          <MappingOptions questions={preview.questions} map={map} onChange={onChange} />
        ) : null}
      </div>
      {preview?.problem ? (
        <p className={classes.problem} role="alert">
          {preview.problem}
        </p>
      ) : null}
      {preview?.isFixed ? <FileCalls preview={preview} /> : null}
      {preview && !preview.isFixed ? (
        <>
          <MappingQuestions questions={preview.questions} map={map} onChange={onChange} />
          <MappingIds idColumns={preview.idColumns} map={map} onChange={onChange} />
          <MappingTable preview={preview} map={map} onChange={onChange} />
        </>
      ) : null}
      <Go item={item} workloads={workloads} dispatch={dispatch} />
    </div>
  );
}

type Known = {
  readonly preview: UploadPreview;
  readonly formats: readonly FormatChoice[];
  readonly isDetected: boolean;
};

function WhatItIs({ preview: { format, why, archive }, formats, isDetected }: Known) {
  const title = formats.find(({ id }) => id === format)?.title ?? format;
  const howOthers = isDetected ? 'each in its own format' : 'in the same format';
  return (
    <div className={classes.what}>
      <p>
        <strong>{title}</strong>
        {isDetected ? `: told by ${why}` : ', as you chose'}.
      </p>
      {archive ? (
        <p>
          Shown is “{archive.shown}”, a file of this archive.{' '}
          {archive.others === null
            ? `Its other files are read with it, ${howOthers}.`
            : archive.others.length === 0
              ? 'It is the only one.'
              : `Read with it, ${howOthers}: ${namesText(archive.others)}.`}
        </p>
      ) : null}
    </div>
  );
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} and ${formatCount(names.length - NAMES_SHOWN)} more` : shown;
}

function NoPreview() {
  return (
    <p className={classes.what}>
      A Parquet file is read from its end, and this one is too large to be sent for a preview: it is imported without
      one, with its columns told by their names. The report says what was read.
    </p>
  );
}

/** A row without an id is never the same as one that came with an id, as in a download of our own. */
function addsText({ preview, map }: ImportItem): string {
  const hasIds = preview === null || preview.isFixed || (map ?? preview.map).columns.requestId !== undefined;
  return hasIds
    ? 'Adds to the workload; calls already in it are skipped'
    : 'Adds to the workload; rows already in it are skipped. These have no request ids: calls that came with ids before would count twice';
}

function Go({ item, workloads, dispatch }: Omit<Props, 'formats'>) {
  const { id, preview, workload } = item;
  const isNew = !workloads.includes(workload.trim());
  return (
    <div className={classes.go}>
      <Autocomplete
        label="Workload"
        description={isNew ? 'A new workload of this name' : addsText(item)}
        data={[...workloads]}
        value={workload}
        onChange={(next) => dispatch({ type: 'edit', id, change: { workload: next } })}
        maxLength={100}
        className={classes.workload}
      />
      <Button
        disabled={(preview?.problem ?? null) !== null || workload.trim() === ''}
        onClick={() => dispatch({ type: 'enqueue', id })}
      >
        Import
      </Button>
    </div>
  );
}
