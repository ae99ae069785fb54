'use client';

import { Button, CloseButton, Menu, MultiSelect, NumberInput, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { Condition } from '@/lib/domain/policy';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import classes from './condition-editor.module.css';
import { setWhen, sizeCondition } from './edit-policy';

export type WorkloadValues = {
  readonly [key in (typeof LIST_KEYS)[number]]: readonly string[];
};

const LIST_KEYS = ['task', 'team', 'language', 'region', 'tags', 'needs', 'sourceModel'] as const;
type ListKey = (typeof LIST_KEYS)[number];
const KEYS = [...LIST_KEYS, 'serviceTier', 'inputTokens', 'not'] as const;
type Key = (typeof KEYS)[number];

const TITLES: { readonly [key in Key]: string } = {
  task: 'Task is one of',
  team: 'Team is one of',
  language: 'Language is one of',
  region: 'Region is one of',
  tags: 'Has one of the tags',
  needs: 'Needs all of',
  sourceModel: 'Logged on one of',
  serviceTier: 'Service tier is one of',
  inputTokens: 'Input tokens',
  not: 'Leaves out the calls where',
};
const MENU_TITLES: { readonly [key in Key]: string } = {
  task: 'Task',
  team: 'Team',
  language: 'Language',
  region: 'Region',
  tags: 'Tags',
  needs: 'Needs',
  sourceModel: 'Source model',
  serviceTier: 'Service tier',
  inputTokens: 'Prompt size',
  not: 'Not…',
};

type SetCondition = <K extends keyof Condition>(key: K, value: Condition[K] | undefined) => void;

type Props = {
  /** Whose condition it is, for the labels: `rule bulk`, `cache rule 1`. */
  readonly owner: string;
  readonly when: Condition | undefined;
  readonly values: WorkloadValues;
  readonly onSet: SetCondition;
};

function toTokens(text: string): number | undefined {
  const tokens = Number.parseInt(text.replaceAll(',', ''), 10);
  return tokens >= 0 ? tokens : undefined;
}

function SizeFields({ when, onSet }: Pick<Props, 'when' | 'onSet'>) {
  const { atLeast, atMost } = when?.inputTokens ?? {};
  const shared = {
    size: 'sm',
    hideControls: true,
    thousandSeparator: ',',
    allowDecimal: false,
    allowNegative: false,
  } as const;
  return (
    <div className={classes.pair}>
      <NumberInput
        {...shared}
        label="At least"
        placeholder="0"
        key={`at least ${atLeast}`}
        defaultValue={atLeast}
        onBlur={(event) => {
          const next = toTokens(event.currentTarget.value);
          if (next !== atLeast) onSet('inputTokens', sizeCondition(next, atMost));
        }}
      />
      <NumberInput
        {...shared}
        label="At most"
        placeholder="no limit"
        key={`at most ${atMost}`}
        defaultValue={atMost}
        onBlur={(event) => {
          const next = toTokens(event.currentTarget.value);
          if (next !== atMost) onSet('inputTokens', sizeCondition(atLeast, next));
        }}
      />
    </div>
  );
}

type FieldProps = Props & { readonly field: Key };

function Field({ field, owner, when, values, onSet }: FieldProps) {
  if (field === 'inputTokens') return <SizeFields when={when} onSet={onSet} />;
  if (field === 'not')
    return (
      <div className={classes.nested}>
        <ConditionEditor
          isNested
          owner={`the exception of ${owner}`}
          when={when?.not}
          values={values}
          onSet={(key, value) => onSet('not', setWhen(when?.not, key, value))}
        />
      </div>
    );
  if (field === 'serviceTier')
    return (
      <MultiSelect
        size="sm"
        aria-label={`${TITLES.serviceTier}, ${owner}`}
        data={[...SERVICE_TIERS]}
        value={[...(when?.serviceTier ?? [])]}
        onChange={(tiers) => onSet('serviceTier', tiers as ServiceTier[])}
      />
    );
  return (
    <TagsInput
      size="sm"
      aria-label={`${TITLES[field]}, ${owner}`}
      data={[...values[field]]}
      value={[...(when?.[field] ?? [])]}
      onChange={(chosen) => onSet(field as ListKey, chosen)}
      placeholder={when?.[field] === undefined ? 'Choose or type' : undefined}
      limit={60}
      styles={{ inputField: when?.[field] === undefined ? {} : { minWidth: 24 } }}
      maxDropdownHeight={260}
      acceptValueOnBlur
    />
  );
}

type EditorProps = Props & {
  /** It stands inside another condition, which has the heading. */
  readonly isNested?: boolean;
  readonly none?: string;
};

export function ConditionEditor({ owner, when, values, onSet, isNested, none }: EditorProps) {
  const [asked, setAsked] = useState<readonly Key[]>([]);
  const shown = KEYS.filter((key) => when?.[key] !== undefined || asked.includes(key));
  const hidden = KEYS.filter((key) => !shown.includes(key));
  return (
    <fieldset className={classes.root}>
      <legend className={isNested ? classes.hidden : classes.legend}>{isNested ? `When: ${owner}` : 'When'}</legend>
      {shown.length === 0 ? (
        <p className={classes.none}>{isNested ? 'None yet.' : (none ?? 'Every call that reaches this rule.')}</p>
      ) : null}
      {shown.map((key) => (
        <div key={key} className={classes.row}>
          <div className={classes.head}>
            <span>{TITLES[key]}</span>
            <CloseButton
              size="sm"
              aria-label={`Remove the condition on ${MENU_TITLES[key].toLowerCase()} from ${owner}`}
              onClick={() => {
                setAsked(asked.filter((other) => other !== key));
                if (when?.[key] !== undefined) onSet(key, undefined);
              }}
            />
          </div>
          <Field field={key} owner={owner} when={when} values={values} onSet={onSet} />
        </div>
      ))}
      {hidden.length > 0 ? (
        <Menu position="bottom-start" shadow="md">
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="subtle"
              className={classes.add}
              aria-label={`Add a condition to ${owner}`}
            >
              {isNested ? 'Add what to leave out' : 'Add a condition'}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((key) => (
              <Menu.Item key={key} onClick={() => setAsked([...asked, key])}>
                {MENU_TITLES[key]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </fieldset>
  );
}
