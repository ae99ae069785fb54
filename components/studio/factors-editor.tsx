'use client';

import { ActionIcon, Button } from '@mantine/core';
import type { TokenFactor } from '@/lib/domain/policy';
import classes from './assumptions-editor.module.css';
import { removeAt, replaceAt, setAssumption } from './edit-policy';
import { FactorSuggestions } from './factor-suggestions';
import { RowIcon } from './icons';
import { ModelPicker } from './model-picker';
import { NumberField } from './number-field';
import { usePlanFacts } from './plan-facts';
import { useStudio } from './studio-state';

/** How many tokens the same text is on another model: what the policy says, and what was measured. */
export function FactorsEditor() {
  const { policy, edit } = useStudio();
  const { suggested } = usePlanFacts();
  const factors = policy.assumptions?.factors ?? [];
  const set = (next: readonly TokenFactor[], books?: readonly string[]) =>
    edit(setAssumption(policy, 'factors', next), books);
  return (
    <fieldset className={classes.factors}>
      <legend className={classes.legend}>Token factors</legend>
      <p className={classes.note}>How many tokens the same text is on the other model. What is not given is 1.</p>
      {factors.map((factor, index) => {
        const change = (patch: Partial<TokenFactor>, books?: readonly string[]) =>
          set(replaceAt(factors, index, { ...factor, ...patch }), books);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a factor has no id
          <div key={index} className={classes.factor}>
            <ModelPicker
              label={`From, factor ${index + 1}`}
              value={factor.from}
              first={suggested}
              onPick={(from, books) => change({ from }, books)}
            />
            <ModelPicker
              label={`To, factor ${index + 1}`}
              value={factor.to}
              first={suggested}
              onPick={(to, books) => change({ to }, books)}
            />
            {(['input', 'output'] as const).map((side) => (
              <NumberField
                key={side}
                label={side === 'input' ? 'Input ×' : 'Output ×'}
                ariaLabel={`${side} factor ${index + 1}`}
                description={(factor[side] ?? 1) === 1 ? 'assumed' : undefined}
                unit="times"
                min={0.01}
                placeholder="×1"
                value={factor[side]}
                onSet={(value) => change({ [side]: value ?? 1 })}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove factor ${index + 1}`}
              onClick={() => set(removeAt(factors, index))}
            >
              <RowIcon icon="remove" />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        disabled={suggested.length < 2}
        onClick={() => set([...factors, { from: suggested[0] ?? '', to: suggested[1] ?? '', input: 1, output: 1 }])}
      >
        Add a token factor
      </Button>
      <FactorSuggestions factors={factors} onTake={set} />
    </fieldset>
  );
}
