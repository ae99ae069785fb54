import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import Form from 'next/form';
import { originName } from '@/components/catalog/origin';
import { formatShare } from '@/components/ui/format';
import { ASKED_ACCESS, type StartView, type VendorToday } from '@/lib/domain/decision';
import type { AccessFact } from '@/lib/domain/price';
import { MAX_PREFIX, type StartParams } from '@/lib/schema/start-params';
import classes from './start-form.module.css';

type Props = {
  readonly view: StartView;
  readonly answers: StartParams;
  /** What the scenario's own parameters are; carried along. */
  readonly carried: readonly (readonly [name: string, value: string])[];
};

const ACCESS: {
  readonly [fact in (typeof ASKED_ACCESS)[number]]: { readonly name: 'pay' | 'geo' | 'api'; readonly title: string };
} = {
  payment: { name: 'pay', title: 'We can pay by' },
  geography: { name: 'geo', title: 'It must work' },
  apiShape: { name: 'api', title: 'We can call an API that is' },
};
const ACCESS_WORDS: { readonly [fact in AccessFact]?: string } = {
  payment: 'payment:',
  geography: 'works:',
  apiShape: 'API:',
};

function weightsText(openWeights: boolean | null): string {
  if (openWeights === null) return 'open weights: not known';
  return openWeights ? 'open weights' : 'closed weights: it cannot be taken along';
}

function VendorField({ vendor, limit }: { readonly vendor: VendorToday; readonly limit: number | undefined }) {
  const facts = ASKED_ACCESS.flatMap((fact) => {
    const value = vendor.access?.[fact];
    return value === undefined ? [] : [`${ACCESS_WORDS[fact]} ${value}`];
  });
  return (
    <div className={classes.vendor}>
      <TextInput
        label={`${vendor.name}: at most, % of the plan’s spend`}
        description={`Today ${formatShare(vendor.usdPct)}.`}
        name={`${MAX_PREFIX}${vendor.vendor}`}
        type="number"
        min={0}
        max={100}
        step="any"
        placeholder="no limit"
        defaultValue={limit ?? ''}
      />
      <ul>
        <li>{weightsText(vendor.openWeights)}</li>
        {facts.length === 0 ? <li>access facts: not known</li> : facts.map((fact) => <li key={fact}>{fact}</li>)}
      </ul>
    </div>
  );
}

type ChoicesProps = {
  readonly title: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly chosen: readonly string[];
  readonly labelOf?: (value: string) => string;
};

function Choices({ title, name, values, chosen, labelOf = (value) => value }: ChoicesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of boxes inside a fieldset of its own
    <div className={classes.choices} role="group" aria-label={title}>
      <p>{title}</p>
      {values.map((value) => (
        <Checkbox
          key={value}
          size="xs"
          name={name}
          value={value}
          label={labelOf(value)}
          defaultChecked={chosen.includes(value)}
        />
      ))}
    </div>
  );
}

function NumberField({
  label,
  name,
  value,
  step = '1',
}: {
  label: string;
  name: string;
  value: number | null;
  step?: string;
}) {
  return <TextInput label={label} name={name} type="number" min={0} step={step} defaultValue={value ?? ''} />;
}

/** What may bind the plan: sellers, weights, access, places, the floor, and how much code is tied to one vendor. */
export function LockInForm({ view, answers, carried }: Props) {
  const places = [
    { value: '', label: 'anywhere' },
    { value: 'EU', label: 'in the EU' },
    { value: 'US', label: 'in the US' },
  ];
  const given = places.some(({ value }) => value === answers.in)
    ? places
    : [...places, { value: answers.in, label: answers.in }];
  return (
    <Form action="/studio/start" scroll={false}>
      {carried.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <fieldset className={classes.section}>
        <legend>Sellers of today</legend>
        <div className={classes.fields}>
          {view.vendors.map((vendor) => (
            <VendorField key={vendor.vendor} vendor={vendor} limit={answers.max[vendor.vendor]} />
          ))}
        </div>
      </fieldset>
      <fieldset className={classes.section}>
        <legend>What a model must be</legend>
        <div className={classes.fields}>
          <NativeSelect label="Calls are processed" name="in" data={given} defaultValue={answers.in} />
          <div className={classes.choices}>
            <p>Weights</p>
            <Checkbox size="xs" name="open" value="true" label="open weights only" defaultChecked={answers.open} />
          </div>
          <Choices
            title="No maker from"
            name="not"
            values={view.origins}
            chosen={answers.not}
            labelOf={(origin) => originName(origin) ?? origin}
          />
          {ASKED_ACCESS.map((fact) => (
            <Choices
              key={fact}
              title={ACCESS[fact].title}
              name={ACCESS[fact].name}
              values={view.accessChoices[fact]}
              chosen={answers[ACCESS[fact].name]}
            />
          ))}
        </div>
        <p className={classes.note}>
          Nothing ticked asks for nothing. A model of which a fact is not known is left out where the fact is asked for.
        </p>
      </fieldset>
      <fieldset className={classes.section}>
        <legend>Exit surface: what is tied to one vendor</legend>
        <div className={classes.fields}>
          <NumberField label="Call sites" name="sites" value={answers.sites} />
          <NumberField label="Prompts tuned to it" name="prompts" value={answers.prompts} />
          <NumberField label="Fine-tunes" name="tunes" value={answers.tunes} />
          <NumberField label="What a day costs, USD" name="dayUsd" value={answers.dayUsd} step="any" />
        </div>
        <details className={classes.details}>
          <summary>Days that each takes to move</summary>
          <div className={classes.fields}>
            <NumberField label="Days a call site" name="daysSite" value={answers.daysSite} step="any" />
            <NumberField label="Days a prompt" name="daysPrompt" value={answers.daysPrompt} step="any" />
            <NumberField label="Days a fine-tune" name="daysTune" value={answers.daysTune} step="any" />
          </div>
        </details>
      </fieldset>
      <fieldset className={classes.section}>
        <legend>The floor</legend>
        <div className={classes.fields}>
          <NumberField label="Quality to keep, % of today’s" name="floor" value={answers.floor} step="any" />
          <NativeSelect
            label="It holds for"
            name="sure"
            defaultValue={answers.sure}
            data={[
              { value: 'estimate', label: 'scores as measured' },
              { value: 'bound', label: 'their lower bounds' },
            ]}
          />
        </div>
      </fieldset>
      <div className={classes.foot}>
        <Button type="submit">Make the plan</Button>
      </div>
    </Form>
  );
}
