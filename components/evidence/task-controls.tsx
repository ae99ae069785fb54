'use client';

import { NativeSelect, NumberInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { BenchmarkChoice, TaskEvidence } from '@/lib/domain/evidence-view';
import classes from './evidence.module.css';

export type ActionEnd = Promise<{ readonly error: string | null }>;
export type SaveJudge = (
  workload: string,
  task: string,
  benchmark: string | null,
  books: readonly string[],
) => ActionEnd;
export type SaveRadius = (workload: string, task: string, weight: number) => ActionEnd;
export type SaveGate = (workload: string, gate: number) => ActionEnd;

const BY_DEFAULT = 'by default';
const NONE = 'none';
const OWN = 'b ';

const toValue = (chosen: string | null) => (chosen === null ? BY_DEFAULT : chosen === '' ? NONE : OWN + chosen);
const fromValue = (value: string) => (value === BY_DEFAULT ? null : value === NONE ? '' : value.slice(OWN.length));

const GROUPS = [
  ['eval', 'Your own evals'],
  ['feedback', 'Feedback'],
  ['prior', 'Public benchmarks, priors'],
] as const;

type JudgeProps = {
  readonly row: Pick<TaskEvidence, 'task' | 'chosen' | 'byDefault'>;
  readonly benchmarks: readonly BenchmarkChoice[];
  readonly onSave: (benchmark: string | null) => ActionEnd;
};

/** What judges a task: chosen here, kept for the workload. */
export function JudgeSelect({ row, benchmarks, onSave }: JudgeProps) {
  const router = useRouter();
  const [isSaving, startSaving] = useTransition();
  const [picked, setPicked] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const titleOf = (id: string) => benchmarks.find((one) => one.id === id)?.title ?? id;
  const known = new Set(benchmarks.map(({ id }) => id));
  const gone = row.chosen && !known.has(row.chosen) ? row.chosen : null;
  const save = (value: string) => {
    setPicked(value);
    setError(null);
    startSaving(async () => {
      const end = await onSave(fromValue(value));
      setError(end.error);
      setPicked(null);
      router.refresh();
    });
  };
  return (
    <NativeSelect
      size="xs"
      className={classes.judge}
      aria-label={`What judges ${row.task || 'calls without a task'}`}
      value={isSaving && picked !== null ? picked : toValue(row.chosen)}
      error={error}
      onChange={(event) => save(event.currentTarget.value)}
    >
      <option value={BY_DEFAULT}>By default: {row.byDefault.map(titleOf).join(', ') || 'none'}</option>
      {GROUPS.map(([kind, title]) => {
        const own = benchmarks.filter((one) => one.kind === kind);
        return own.length === 0 ? null : (
          <optgroup key={kind} label={title}>
            {own.map((one) => (
              <option key={one.id} value={OWN + one.id}>
                {one.title}
              </option>
            ))}
          </optgroup>
        );
      })}
      {gone === null ? null : <option value={OWN + gone}>{gone} (gone)</option>}
      <option value={NONE}>None: it is not judged</option>
    </NativeSelect>
  );
}

type NumberProps = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly onSave: (value: number) => ActionEnd;
  readonly visibleLabel?: string;
  readonly description?: string;
};

/** A number that is saved when it is left or Enter is pressed. */
export function SavedNumber({ label, value, min, max, isWhole, onSave, visibleLabel, description }: NumberProps) {
  const router = useRouter();
  const [isSaving, startSaving] = useTransition();
  const [draft, setDraft] = useState<string | number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const leave = () => {
    if (draft === null || draft === value) return setDraft(null);
    if (typeof draft !== 'number' || !Number.isFinite(draft)) {
      setDraft(null);
      return;
    }
    startSaving(async () => {
      const end = await onSave(draft);
      setError(end.error);
      if (end.error === null) setDraft(null);
      router.refresh();
    });
  };
  return (
    <NumberInput
      size="xs"
      w={visibleLabel ? 220 : 76}
      label={visibleLabel}
      description={description}
      aria-label={visibleLabel ? undefined : label}
      value={draft ?? value}
      min={min}
      max={max}
      allowNegative={false}
      allowDecimal={!isWhole}
      hideControls
      clampBehavior="blur"
      error={error}
      aria-busy={isSaving}
      onChange={setDraft}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
