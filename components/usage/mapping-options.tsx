'use client';

import { NativeSelect } from '@mantine/core';
import { type ColumnMap, TIME_UNITS } from '@/lib/domain/column-map';
import { withAnswer } from '@/lib/domain/map-answers';
import type { MapQuestion } from '@/lib/domain/upload-view';
import { TIME_UNIT_NAMES, TOKEN_SCALES } from './field-names';

type Props = {
  /** Those that are asked stand by themselves. */
  readonly questions: readonly MapQuestion[];
  readonly map: ColumnMap;
  readonly onChange: (map: ColumnMap) => void;
};

const partChoices = (whole: string) => [
  { value: 'inside', label: `Inside the ${whole} count` },
  { value: 'beside', label: `Beside the ${whole} count` },
];

/** What the names of columns cannot say, to be changed where nobody had to ask. */
export function MappingOptions({ questions, map, onChange }: Props) {
  const { columns } = map;
  const isAsked = (id: MapQuestion['id']) => questions.some((question) => question.id === id && !question.isSettled);
  const hasCache = [columns.cacheReadTokens, columns.cacheWriteTokens, columns.cacheWrite1hTokens].some(Boolean);
  const select = (
    id: MapQuestion['id'],
    label: string,
    value: string,
    data: readonly { readonly value: string; readonly label: string }[],
  ) =>
    isAsked(id) ? null : (
      <NativeSelect
        label={label}
        data={[...data]}
        value={value}
        onChange={({ currentTarget }) => onChange(withAnswer(map, id, currentTarget.value))}
      />
    );
  const units = TIME_UNITS.map((unit) => ({ value: unit, label: TIME_UNIT_NAMES[unit] }));
  return (
    <>
      {columns.time ? select('timeUnit', 'Times without a date format are', map.timeUnit ?? 'auto', units) : null}
      {select('tokenScale', 'Token counts are in', String(map.tokenScale ?? 1), TOKEN_SCALES)}
      {hasCache ? select('cache', 'Cached tokens stand', map.cache ?? 'inside', partChoices('input')) : null}
      {columns.reasoningTokens
        ? select('reasoning', 'Reasoning tokens stand', map.reasoning ?? 'inside', partChoices('output'))
        : null}
      {columns.aggregate || columns.requests
        ? null
        : select('aggregate', 'Each row is', map.constants?.aggregate === 'yes' ? 'yes' : 'no', [
            { value: 'no', label: 'One call' },
            { value: 'yes', label: 'A sum of many calls' },
          ])}
    </>
  );
}
