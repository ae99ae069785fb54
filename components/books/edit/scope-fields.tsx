'use client';

import { MultiSelect, TagsInput, TextInput } from '@mantine/core';
import { SERVICE_TIERS, type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import { unitText } from '../book-words';
import classes from '../books.module.css';
import { orAbsent, type ScopeJson } from './draft';

type Fields = {
  readonly scope?: ScopeJson;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly source: string;
};

type Props = {
  readonly value: Fields;
  readonly onChange: (changed: Partial<Fields>) => void;
  /** `vendor/*` of the vendors there are. */
  readonly patterns: readonly string[];
};

/** A date that a day field can show; an instant keeps its day. */
const dayOf = (text: string | null | undefined) => text?.slice(0, 10) ?? '';

/** What a term covers, when, and where it is written. */
export function ScopeFields({ value, onChange, patterns }: Props) {
  const { scope = {}, from, to, source } = value;
  return (
    <>
      <TagsInput
        label="Models"
        description="openai/*, or one; empty: all"
        data={[...patterns]}
        limit={8}
        value={[...(scope.offers ?? [])]}
        onChange={(offers) => onChange({ scope: { ...scope, offers: offers.length === 0 ? undefined : offers } })}
        classNames={{ inputField: classes.typed }}
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
      />
      <MultiSelect
        label="Token classes"
        description="Empty: all"
        data={UNITS.map((unit) => ({ value: unit, label: unitText(unit) }))}
        value={[...(scope.units ?? [])]}
        onChange={(units) =>
          onChange({ scope: { ...scope, units: units.length === 0 ? undefined : (units as Unit[]) } })
        }
      />
      <MultiSelect
        label="Service tiers"
        description="Empty: all"
        data={[...SERVICE_TIERS]}
        value={[...(scope.serviceTiers ?? [])]}
        onChange={(tiers) =>
          onChange({ scope: { ...scope, serviceTiers: tiers.length === 0 ? undefined : (tiers as ServiceTier[]) } })
        }
      />
      <TextInput
        type="date"
        label="From"
        description="First day; empty: always"
        value={dayOf(from)}
        onChange={(event) => onChange({ from: orAbsent(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label="Until"
        description="Day after the last; empty: none"
        value={dayOf(to)}
        onChange={(event) => onChange({ to: orAbsent(event.currentTarget.value) })}
      />
      <TextInput
        label="Where it is written"
        description="Empty: as the contract"
        value={source}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
    </>
  );
}
