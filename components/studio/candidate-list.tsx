'use client';

import { ActionIcon, Button } from '@mantine/core';
import { useMemo } from 'react';
import classes from './find-plan.module.css';
import { RowIcon } from './icons';
import { useLive } from './live-state';
import { ModelPicker } from './model-picker';
import { useStudio } from './studio-state';

/** The models a plan may use, and which of them cannot be used everywhere, and why. */
export function CandidateList() {
  const { view, params, planner, setParams } = useLive();
  const { nameOf, stack } = useStudio();
  const { candidates } = planner.ask;
  const leftOut = useMemo(() => {
    const found = planner.frontier();
    return found.state === 'found' ? found.frontier.problem.leftOut : [];
  }, [planner]);
  const set = (cand: readonly string[], books: readonly string[] = []) => {
    const added = books.filter((book) => !stack.some((ref) => ref === book || ref.startsWith(`${book}@`)));
    setParams({ cand: [...cand], ...(added.length > 0 ? { books: [...stack, ...added] } : {}) });
  };
  return (
    <div className={classes.candidates}>
      <ul className={classes.list} aria-label="Models a plan may use">
        {candidates.map((model) => (
          <li key={model} title={model}>
            <span>{nameOf(model)}</span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Leave ${nameOf(model)} out`}
              disabled={candidates.length < 2}
              onClick={() => set(candidates.filter((other) => other !== model))}
            >
              <RowIcon icon="remove" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <ModelPicker
        isLabelHidden
        label="Add a model that a plan may use"
        placeholder="Add a model…"
        value={null}
        first={view.suggested}
        onPick={(model, books) => {
          if (!candidates.includes(model)) set([...candidates, model], books);
        }}
      />
      {params.cand === null ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => setParams({ cand: null })}>
          Back to the usual models
        </Button>
      )}
      {leftOut.length > 0 ? (
        <ul className={classes.leftOut} aria-label="Left out for some calls">
          {leftOut.map(({ reason, models }) => (
            <li key={reason}>
              <strong>{reason}</strong> for some calls: {models.map(nameOf).join(', ')}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
