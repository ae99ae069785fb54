'use client';

import { Autocomplete, TagsInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { searchOffers } from '@/components/studio/search-offers';
import { useOffers } from '@/components/studio/use-offers';
import { MAX_COMPARED } from '@/lib/schema/calculator-params';

const MAX_SHOWN = 40;
const NONE: ReadonlySet<string> = new Set();

/** Offer ids to suggest for a text; the catalog is read when the field is first used. */
function useSuggestions(text: string) {
  const [isUsed, setIsUsed] = useState(false);
  const offers = useOffers(isUsed);
  const data = useMemo(
    () => (offers === null ? [] : searchOffers(offers, text, NONE, MAX_SHOWN).shown.map(({ id }) => id)),
    [offers, text],
  );
  return { data, onFocus: () => setIsUsed(true) };
}

type ModelProps = {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (model: string) => void;
};

/** An offer of the catalog, or any name as a log may write it. */
export function ModelField({ value, error, onChange }: ModelProps) {
  const suggestions = useSuggestions(value);
  return (
    <Autocomplete
      label="Model"
      description="An offer, or a name as your log writes it."
      placeholder="e.g. claude-sonnet-4-5"
      value={value}
      error={error}
      onChange={onChange}
      filter={({ options }) => options}
      maxDropdownHeight={300}
      {...suggestions}
    />
  );
}

type CompareProps = { readonly value: readonly string[]; readonly onChange: (models: string[]) => void };

/** Further offers to price the same request on. */
export function CompareField({ value, onChange }: CompareProps) {
  const [text, setText] = useState('');
  const suggestions = useSuggestions(text);
  return (
    <TagsInput
      label="Compare with"
      description={`The same request on up to ${MAX_COMPARED} other offers.`}
      placeholder={value.length === 0 ? 'e.g. openai/gpt-4o' : ''}
      value={[...value]}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
      maxTags={MAX_COMPARED}
      filter={({ options }) => options}
      maxDropdownHeight={300}
      {...suggestions}
    />
  );
}
