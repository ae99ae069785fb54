import { expect, test } from 'vitest';
import { FORMATS } from '@/lib/usage/formats/registry';
import { fuzzFormats } from './lib/fuzz-formats';

test('damaged files of every format are read, rejected or refused, and never crash', async () => {
  const { formats, imports, judgedForText, problems } = await fuzzFormats({ files: 300, seed: 7, importEvery: 20 });
  expect(problems).toEqual([]);
  const all = Object.values(formats);
  const sum = (key: 'files' | 'accepted' | 'rejected' | 'refused') =>
    all.reduce((total, counts) => total + counts[key], 0);
  expect(sum('files')).toBe(300);
  for (const { id } of FORMATS) expect(formats[id]?.files, id).toBeGreaterThan(0);
  expect(Math.min(sum('accepted'), sum('rejected'), sum('refused'))).toBeGreaterThan(20);
  expect(imports.done).toBeGreaterThan(3);
  expect(judgedForText).toBeGreaterThan(0);
}, 120_000);
