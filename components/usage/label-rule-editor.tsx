'use client';

import { ActionIcon, Autocomplete, Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { RowIcon } from '@/components/studio/icons';
import { type LabelRule, RULE_FIELDS, RULE_TARGETS, type RuleField, type RuleTarget } from '@/lib/domain/label-rule';
import type { LabelsView } from '@/lib/domain/label-view';
import classes from './label-rule-editor.module.css';
import { FIELD_NAMES } from './label-words';

type Props = {
  readonly rule: LabelRule;
  readonly values: LabelsView['values'];
  /** Messages by path inside the rule, e.g. `value`. */
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (change: Partial<LabelRule>) => void;
};

const EXAMPLES: { readonly [target in RuleTarget]: string } = {
  task: 'e.g. chat',
  team: 'e.g. support',
  language: 'e.g. en',
};

const toTokens = (value: string | number) => (typeof value === 'number' ? value : undefined);

function boundsOf(atLeast: number | undefined, atMost: number | undefined): LabelRule['inputTokens'] {
  if (atLeast === undefined && atMost === undefined) return undefined;
  return { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) };
}

function Sizes({ rule, errorAt, onChange }: Omit<Props, 'values'>) {
  const { atLeast, atMost } = rule.inputTokens ?? {};
  const shared = { hideControls: true, thousandSeparator: ',', allowDecimal: false, allowNegative: false } as const;
  const set = (from: number | undefined, to: number | undefined) => onChange({ inputTokens: boundsOf(from, to) });
  return (
    <div className={classes.pair}>
      <NumberInput
        {...shared}
        label="Input tokens from"
        placeholder="0"
        value={atLeast ?? ''}
        error={errorAt('inputTokens.atLeast')}
        onChange={(value) => set(toTokens(value), atMost)}
      />
      <NumberInput
        {...shared}
        label="to"
        placeholder="no limit"
        value={atMost ?? ''}
        error={errorAt('inputTokens.atMost')}
        onChange={(value) => set(atLeast, toTokens(value))}
      />
    </div>
  );
}

function Conditions({ rule, values, errorAt, onChange }: Props) {
  const change = (place: number, part: Partial<LabelRule['where'][number]>) =>
    onChange({ where: rule.where.map((each, i) => (i === place ? { ...each, ...part } : each)) });
  return (
    <fieldset className={classes.conditions}>
      <legend className={classes.legend}>
        Where all of these hold; * stands for any text, an empty pattern for “not given”
      </legend>
      {rule.where.map(({ field, pattern }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
        <div key={place} className={classes.condition}>
          <NativeSelect
            aria-label={`Field of condition ${place + 1}`}
            data={RULE_FIELDS.map((value) => ({ value, label: FIELD_NAMES[value] }))}
            value={field}
            onChange={({ currentTarget }) => change(place, { field: currentTarget.value as RuleField })}
          />
          <Autocomplete
            aria-label={`Pattern of condition ${place + 1}`}
            placeholder="not given"
            data={[...values[field]]}
            limit={40}
            maxLength={200}
            value={pattern}
            error={errorAt(`where.${place}.pattern`)}
            onChange={(text) => change(place, { pattern: text })}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`Remove condition ${place + 1}`}
            title="Remove"
            onClick={() => onChange({ where: rule.where.filter((_, i) => i !== place) })}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        disabled={rule.where.length >= 20}
        onClick={() => onChange({ where: [...rule.where, { field: 'team', pattern: '' }] })}
      >
        Add a condition
      </Button>
    </fieldset>
  );
}

/** The parts of one rule: what it looks at, and which label it gives. */
export function LabelRuleEditor({ rule, values, errorAt, onChange }: Props) {
  return (
    <div className={classes.root}>
      <div className={classes.pair}>
        <NativeSelect
          label="Label"
          data={[...RULE_TARGETS]}
          value={rule.target}
          onChange={({ currentTarget }) => onChange({ target: currentTarget.value as RuleTarget })}
        />
        <Autocomplete
          label={`Name of the ${rule.target}`}
          placeholder={EXAMPLES[rule.target]}
          data={[...values[rule.target]]}
          limit={40}
          maxLength={200}
          value={rule.value}
          error={errorAt('value')}
          onChange={(value) => onChange({ value })}
        />
      </div>
      <Conditions rule={rule} values={values} errorAt={errorAt} onChange={onChange} />
      <Sizes rule={rule} errorAt={errorAt} onChange={onChange} />
      <Checkbox
        label={`Only where the log gives no ${rule.target}`}
        checked={rule.onlyMissing}
        onChange={({ currentTarget }) => onChange({ onlyMissing: currentTarget.checked })}
      />
    </div>
  );
}
