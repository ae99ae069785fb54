'use client';

import { Checkbox, MultiSelect, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { ACCESS_NAMES, CAPABILITY_NAMES } from '@/components/catalog/fact-words';
import { originName } from '@/components/catalog/origin';
import { accessValues } from '@/lib/catalog/access';
import type { Constraints } from '@/lib/domain/policy';
import { ACCESS_FACTS, CAPABILITIES } from '@/lib/domain/price';
import { constraintLabel } from './constraint-words';
import classes from './constraints-editor.module.css';
import { setAccess, setConstraint } from './edit-constraints';
import { useStudio } from './studio-state';
import { VendorShares } from './vendor-shares';

const PLACES = ['EU', 'US'];
const ORIGINS = ['US', 'CN', 'FR', 'CA', 'IL', 'KR'];

type NumberName = 'contextTokensAtLeast' | 'latencyMsAtMost' | 'firstTokenMsAtMost' | 'outputTokensPerSecondAtLeast';

function NumberField({ name, suffix }: { readonly name: NumberName; readonly suffix: string }) {
  const { policy, edit } = useStudio();
  const value = policy.constraints?.[name];
  return (
    <NumberInput
      key={value ?? ''}
      label={constraintLabel(name)}
      placeholder="any"
      defaultValue={value}
      suffix={suffix}
      thousandSeparator=","
      decimalScale={name === 'contextTokensAtLeast' ? 0 : 3}
      allowNegative={false}
      hideControls
      onBlur={(event) => {
        const typed = Number.parseFloat(event.currentTarget.value.replaceAll(',', ''));
        const next = typed > 0 ? typed : undefined;
        if (next !== value) edit(setConstraint(policy, name, next));
      }}
    />
  );
}

type ListName = 'originIn' | 'originNotIn' | 'needs';

function ListField({ name, data }: { readonly name: ListName; readonly data: { value: string; label: string }[] }) {
  const { policy, edit } = useStudio();
  const value: readonly string[] = policy.constraints?.[name] ?? [];
  const others = value.filter((item) => !data.some((choice) => choice.value === item));
  return (
    <MultiSelect
      label={constraintLabel(name)}
      placeholder={value.length === 0 ? 'any' : undefined}
      data={[...data, ...others.map((item) => ({ value: item, label: item }))]}
      value={[...value]}
      onChange={(next) => edit(setConstraint(policy, name, next as Constraints[ListName]))}
    />
  );
}

/** What every model that gets calls must be. They name what breaks; they move no call. */
export function ConstraintsEditor() {
  const { policy, edit } = useStudio();
  const { residency = [], openWeights, notDeprecatedBefore, access } = policy.constraints ?? {};
  const origins = ORIGINS.map((code) => ({ value: code, label: originName(code) ?? code }));
  return (
    <div className={classes.root}>
      <p className={classes.note}>
        What every model that gets calls must be. The answer names what breaks and what is not known; no call moves.
      </p>
      <TagsInput
        label={constraintLabel('residency')}
        description="EU, US, or a region of a cloud."
        data={PLACES}
        value={[...residency]}
        placeholder={residency.length === 0 ? 'anywhere' : undefined}
        onChange={(places) => edit(setConstraint(policy, 'residency', places))}
      />
      <div className={classes.pair}>
        <ListField name="originIn" data={origins} />
        <ListField name="originNotIn" data={origins} />
      </div>
      <ListField name="needs" data={CAPABILITIES.map((need) => ({ value: need, label: CAPABILITY_NAMES[need] }))} />
      <Checkbox
        label={constraintLabel('openWeights')}
        checked={openWeights === true}
        onChange={(event) => edit(setConstraint(policy, 'openWeights', event.currentTarget.checked ? true : undefined))}
      />
      <div className={classes.pair}>
        <NumberField name="contextTokensAtLeast" suffix=" tokens" />
        <TextInput
          type="date"
          label={constraintLabel('notDeprecatedBefore')}
          value={notDeprecatedBefore ?? ''}
          onChange={(event) =>
            edit(setConstraint(policy, 'notDeprecatedBefore', event.currentTarget.value || undefined))
          }
        />
        <NumberField name="latencyMsAtMost" suffix=" ms" />
        <NumberField name="firstTokenMsAtMost" suffix=" ms" />
        <NumberField name="outputTokensPerSecondAtLeast" suffix=" tokens / s" />
      </div>
      <VendorShares />
      <fieldset className={classes.group}>
        <legend>Access</legend>
        <div className={classes.pair}>
          {ACCESS_FACTS.map((fact) => (
            <TagsInput
              key={fact}
              label={ACCESS_NAMES[fact]}
              data={accessValues(fact)}
              value={[...(access?.[fact] ?? [])]}
              placeholder={access?.[fact] === undefined ? 'any' : undefined}
              classNames={{ inputField: classes.field }}
              onChange={(values) => edit(setAccess(policy, fact, values))}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}
