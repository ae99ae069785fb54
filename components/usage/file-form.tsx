'use client';

import { Autocomplete, Button, NativeSelect } from '@mantine/core';
import { type Dispatch, useEffect } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/state';
import { type ColumnMap, TIME_UNITS } from '@/lib/domain/column-map';
import { TIME_UNIT_NAMES, TOKEN_SCALES } from './field-names';
import classes from './file-form.module.css';
import type { ImportAction, ImportItem } from './import-queue';
import { MappingTable } from './mapping-table';
import { fetchPreview, messageOf } from './upload-client';

export type FormatChoice = { readonly id: string; readonly title: string };

type Props = {
  readonly item: ImportItem;
  readonly formats: readonly FormatChoice[];
  readonly workloads: readonly string[];
  readonly dispatch: Dispatch<ImportAction>;
};

const PREVIEW_DELAY_MS = 200;

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
  const { id, preview, error } = item;
  if (item.stage === 'checking') return <LoadingState label="Looking at the first rows" rows={4} height={28} />;
  const edit = (change: Partial<Pick<ImportItem, 'workload' | 'format' | 'map'>>) =>
    dispatch({ type: 'edit', id, change });
  const format = (
    <NativeSelect
      label="Format"
      description={formatNote(item)}
      data={[
        { value: 'auto', label: preview ? `${titleOf(formats, preview.format)} (detected)` : 'Detect' },
        ...formats.map(({ id: value, title }) => ({ value, label: title })),
      ]}
      value={item.format}
      onChange={(event) => edit({ format: event.currentTarget.value, map: null })}
    />
  );
  if (item.stage === 'refused' || preview === null)
    return (
      <div className={classes.root}>
        <ErrorState title="This file cannot be read">{error}</ErrorState>
        <div className={classes.options}>{format}</div>
      </div>
    );
  const map = item.map ?? preview.map;
  const isNew = !workloads.includes(item.workload.trim());
  return (
    <div className={classes.root}>
      <div className={classes.options}>
        {format}
        <MapOptions map={map} onChange={(next) => edit({ map: next })} />
      </div>
      {preview.problem ? (
        <p className={classes.problem} role="alert">
          {preview.problem}
        </p>
      ) : null}
      <MappingTable preview={preview} map={map} onChange={(next) => edit({ map: next })} />
      <div className={classes.go}>
        <Autocomplete
          label="Workload"
          description={isNew ? 'A new workload of this name' : 'Adds to the workload; calls already in it are skipped'}
          data={[...workloads]}
          value={item.workload}
          onChange={(workload) => edit({ workload })}
          maxLength={100}
          className={classes.workload}
        />
        <Button
          disabled={preview.problem !== null || item.workload.trim() === ''}
          onClick={() => dispatch({ type: 'enqueue', id })}
        >
          Import
        </Button>
      </div>
    </div>
  );
}

function formatNote({ format, preview }: ImportItem): string | undefined {
  if (format !== 'auto') return 'Chosen by you';
  return preview ? `Told by ${preview.why}` : undefined;
}

function titleOf(formats: readonly FormatChoice[], id: string): string {
  return formats.find((format) => format.id === id)?.title ?? id;
}

/** What the names of columns cannot say: asked only where it matters. */
function MapOptions({ map, onChange }: { readonly map: ColumnMap; readonly onChange: (map: ColumnMap) => void }) {
  const { columns } = map;
  const hasCache = [columns.cacheReadTokens, columns.cacheWriteTokens, columns.cacheWrite1hTokens].some(Boolean);
  return (
    <>
      {columns.time ? (
        <NativeSelect
          label="Times without a date format are"
          data={TIME_UNITS.map((unit) => ({ value: unit, label: TIME_UNIT_NAMES[unit] }))}
          value={map.timeUnit ?? 'auto'}
          onChange={({ currentTarget }) =>
            onChange({ ...map, timeUnit: TIME_UNITS.find((unit) => unit === currentTarget.value) ?? 'auto' })
          }
        />
      ) : null}
      <NativeSelect
        label="Token counts are in"
        data={[...TOKEN_SCALES]}
        value={String(map.tokenScale ?? 1)}
        onChange={({ currentTarget }) => onChange({ ...map, tokenScale: Number(currentTarget.value) })}
      />
      {hasCache ? (
        <NativeSelect
          label="Cached tokens stand"
          data={[
            { value: 'inside', label: 'Inside the input count' },
            { value: 'beside', label: 'Beside the input count' },
          ]}
          value={map.cache ?? 'inside'}
          onChange={({ currentTarget }) =>
            onChange({ ...map, cache: currentTarget.value === 'beside' ? 'beside' : 'inside' })
          }
        />
      ) : null}
      {columns.reasoningTokens ? (
        <NativeSelect
          label="Reasoning tokens stand"
          data={[
            { value: 'inside', label: 'Inside the output count' },
            { value: 'beside', label: 'Beside the output count' },
          ]}
          value={map.reasoning ?? 'inside'}
          onChange={({ currentTarget }) =>
            onChange({ ...map, reasoning: currentTarget.value === 'beside' ? 'beside' : 'inside' })
          }
        />
      ) : null}
    </>
  );
}
