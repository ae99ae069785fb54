import { expect, it } from 'vitest';
import type { SavedMap } from '@/lib/domain/upload-view';
import { groupFormats } from './file-formats';
import { fits, fitting } from './mapping-fit';

const saved = (name: string, columns: readonly string[], time: string): SavedMap => ({
  ...{ name, format: 'csv', columns },
  map: { columns: { time } },
});
const ALL = [saved('short', ['a', 'b'], 'a'), saved('same', ['a', 'b', 'c'], 'b'), saved('broken', ['x'], 'a')];

it('offers the mapping of a file with the same columns, in whatever order', () => {
  expect(fitting(ALL, ['c', 'b', 'a'])?.name).toBe('same');
  expect(fitting(ALL, ['a', 'b', 'c', 'd'])).toBeNull();
  expect(fitting(ALL, ['x'])).toBeNull();
});

it('lets a mapping be chosen whose columns are all there', () => {
  expect(ALL.map((one) => fits(one, ['a', 'z']))).toEqual([true, false, true]);
});

it('lists every format once, also one it knows no group of', () => {
  const formats = ['csv', 'openai-usage', 'brand-new', 'otel', 'litellm'].map((id) => ({ id, title: id }));
  const listed = groupFormats(formats, 'Detect').flatMap(({ items }) => items.map(({ value }) => value));
  expect(listed.sort()).toEqual(['auto', 'brand-new', 'csv', 'litellm', 'openai-usage', 'otel']);
});
