'use client';

import { Select } from '@mantine/core';
import { setErrors } from './edit-policy';
import { NumberField } from './number-field';
import classes from './part-editor.module.css';
import { useStudio } from './studio-state';

const NOT_SAID = 'none';

/** What happens when a call fails: how often it is tried again, and what answers when all has failed. */
export function ErrorsEditor() {
  const { policy, edit } = useStudio();
  const { retries, lastResort } = policy.errors ?? {};
  const errorRate = policy.assumptions?.errorRate ?? 0;
  return (
    <div className={classes.root}>
      <NumberField
        label="Retries on the same model"
        description={
          errorRate === 0
            ? 'They cost nothing while the error rate (under Assumptions) is 0%.'
            : 'Tried before the fallbacks; each attempt that is reached is billed.'
        }
        unit="count"
        max={10}
        value={retries}
        placeholder="0"
        onSet={(times) => edit(setErrors(policy, { lastResort, retries: times }))}
      />
      <Select
        size="sm"
        label="When all has failed"
        allowDeselect={false}
        value={lastResort ?? NOT_SAID}
        onChange={(chosen) =>
          edit(
            setErrors(policy, {
              retries,
              lastResort: chosen === 'cachedAnswer' || chosen === 'error' ? chosen : undefined,
            }),
          )
        }
        data={[
          { value: NOT_SAID, label: 'Not said' },
          { value: 'cachedAnswer', label: 'The last cached answer' },
          { value: 'error', label: 'An error to the caller' },
        ]}
      />
    </div>
  );
}
