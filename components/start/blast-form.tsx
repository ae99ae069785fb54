'use client';

import { Alert, Button } from '@mantine/core';
import { type ReactNode, useActionState } from 'react';
import classes from './start-form.module.css';

type Result = { readonly error: string | null };
type Props = {
  readonly workload: string;
  readonly save: (before: Result, form: FormData) => Promise<Result>;
  readonly children: ReactNode;
};

/** Saves what a person says of each task for the workload, on every screen that weighs errors. */
export function BlastForm({ workload, save, children }: Props) {
  const [{ error }, submit, isSaving] = useActionState(save, { error: null });
  return (
    <form action={submit}>
      <input type="hidden" name="workload" value={workload} />
      {children}
      {error === null ? null : (
        <Alert color="red" variant="light" mt="sm">
          {error}
        </Alert>
      )}
      <div className={classes.foot}>
        <Button type="submit" size="sm" loading={isSaving}>
          Save the blast radii
        </Button>
      </div>
    </form>
  );
}
