'use client';

import { ActionIcon, Button, NumberInput } from '@mantine/core';
import type { TokenFactor } from '@/lib/domain/policy';
import classes from './assumptions-editor.module.css';
import { setAssumption } from './edit-policy';
import { RowIcon } from './icons';
import { ModelPicker } from './model-picker';
import { useStudio } from './studio-state';

type NumberProps = {
  readonly label: string;
  readonly description: string;
  /** As stored; undefined where the policy does not say. */
  readonly value: number | undefined;
  readonly unit: 'pct' | 'usd';
  readonly onSet: (value: number | undefined) => void;
};

const round = (value: number) => Math.round(value * 1e6) / 1e6;

function AssumptionField({ label, description, value, unit, onSet }: NumberProps) {
  const shown = value === undefined ? undefined : unit === 'pct' ? round(value * 100) : value;
  return (
    <NumberInput
      key={shown}
      label={label}
      description={description}
      defaultValue={shown}
      placeholder="0"
      min={0}
      max={unit === 'pct' ? 100 : undefined}
      suffix={unit === 'pct' ? '%' : undefined}
      prefix={unit === 'usd' ? '$' : undefined}
      decimalScale={unit === 'pct' ? 2 : 6}
      hideControls
      allowNegative={false}
      onBlur={(event) => {
        const typed = Number.parseFloat(event.currentTarget.value.replace(/[$%,]/g, ''));
        const next = Number.isNaN(typed) || typed === 0 ? undefined : unit === 'pct' ? round(typed / 100) : typed;
        if (next !== value) onSet(next);
      }}
    />
  );
}

type FactorProps = {
  readonly factors: readonly TokenFactor[];
  readonly suggested: readonly string[];
  readonly onSet: (factors: readonly TokenFactor[], books?: readonly string[]) => void;
};

function Factors({ factors, suggested, onSet }: FactorProps) {
  const change = (index: number, patch: Partial<TokenFactor>, books?: readonly string[]) =>
    onSet(
      factors.map((factor, i) => (i === index ? { ...factor, ...patch } : factor)),
      books,
    );
  return (
    <fieldset className={classes.factors}>
      <legend className={classes.legend}>Token factors</legend>
      <p className={classes.note}>How many tokens the same text is on the other model.</p>
      {factors.map((factor, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a factor has no id
        <div key={index} className={classes.factor}>
          <ModelPicker
            label={`From, factor ${index + 1}`}
            value={factor.from}
            first={suggested}
            onPick={(from, books) => change(index, { from }, books)}
          />
          <ModelPicker
            label={`To, factor ${index + 1}`}
            value={factor.to}
            first={suggested}
            onPick={(to, books) => change(index, { to }, books)}
          />
          {(['input', 'output'] as const).map((side) => (
            <NumberInput
              key={`${side} ${factor[side]}`}
              label={side === 'input' ? 'Input ×' : 'Output ×'}
              aria-label={`${side} factor ${index + 1}`}
              defaultValue={factor[side] ?? 1}
              min={0.01}
              decimalScale={4}
              hideControls
              allowNegative={false}
              onBlur={(event) => {
                const typed = Number(event.currentTarget.value);
                if (typed > 0 && typed !== (factor[side] ?? 1)) change(index, { [side]: typed });
              }}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove factor ${index + 1}`}
            onClick={() => onSet(factors.filter((_, i) => i !== index))}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        disabled={suggested.length < 2}
        onClick={() => onSet([...factors, { from: suggested[0] ?? '', to: suggested[1] ?? '', input: 1, output: 1 }])}
      >
        Add a token factor
      </Button>
    </fieldset>
  );
}

export function AssumptionsEditor({ suggested }: { readonly suggested: readonly string[] }) {
  const { policy, edit } = useStudio();
  const { promptCacheKept, errorRate, overheadUsdPerRequest, factors = [] } = policy.assumptions ?? {};
  return (
    <div className={classes.root}>
      <AssumptionField
        label="Prompt cache kept"
        description="Share of cached tokens that stays cached on another model."
        unit="pct"
        value={promptCacheKept}
        onSet={(value) => edit(setAssumption(policy, 'promptCacheKept', value))}
      />
      <AssumptionField
        label="Error rate"
        description="How often the first attempt fails; the fallback is then billed too."
        unit="pct"
        value={errorRate}
        onSet={(value) => edit(setAssumption(policy, 'errorRate', value))}
      />
      <AssumptionField
        label="Overhead a request"
        description="What the router itself costs, in USD."
        unit="usd"
        value={overheadUsdPerRequest}
        onSet={(value) => edit(setAssumption(policy, 'overheadUsdPerRequest', value))}
      />
      <Factors
        factors={factors}
        suggested={suggested}
        onSet={(next, books) => edit(setAssumption(policy, 'factors', next), books)}
      />
    </div>
  );
}
