import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { previewQuery, savedMapInput } from '@/lib/schema/upload-request';
import { importFiles } from './import-files';
import { deleteSavedMap, saveMap, viewSavedMaps } from './saved-maps';
import { openTempDatabase } from './testing/temp-workload';
import { previewUpload } from './upload-preview';

const temp = openTempDatabase();
afterAll(temp.remove);

const COLUMNS = ['wann', 'womit', 'rein', 'raus'];
const CSV = `${COLUMNS.join()}\n2026-09-01T00:00:00Z,gpt-4o,10,2\n`;
const MAP = { columns: { time: 'wann', model: 'womit', inputTokens: 'rein', outputTokens: 'raus' } };
const input = (more: object = {}) =>
  savedMapInput.parse({ name: ' Acme export ', format: 'csv', columns: COLUMNS, map: MAP, ...more });

test('a mapping is kept under its name, replaced under the same, and offered with a preview', async () => {
  await saveMap(input({ map: { columns: { time: 'wann' } } }));
  expect(await saveMap(input())).toEqual([{ name: 'Acme export', format: 'csv', columns: COLUMNS, map: MAP }]);
  const body = new Blob([CSV]).stream() as ReadableStream<Uint8Array>;
  const preview = await previewUpload(previewQuery.parse({ whole: '1' }), body);
  expect(preview.savedMaps.map(({ name }) => name)).toEqual(['Acme export']);
  expect(preview.columns).toEqual(COLUMNS);
});

test('a file imports with a mapping by name; a name that is none is said to be', async () => {
  const path = join(temp.folder, 'acme.csv');
  writeFileSync(path, CSV);
  const request = { paths: [path], workload: 'acme', format: 'auto', onProgress: () => {} };
  expect((await importFiles({ ...request, mapPath: 'Acme export' })).rows.accepted).toBe(1);
  await expect(importFiles({ ...request, mapPath: 'Nobody' })).rejects.toThrow(/column map/);
});

test('what is no mapping of the file is refused', async () => {
  await expect(saveMap(input({ map: { columns: { time: 'when' } } }))).rejects.toThrow(/column "when"/);
  await expect(saveMap(input({ map: { columns: { tokens: 'rein' } } }))).rejects.toThrow(/unknown key/);
  for (const bad of [{ name: ' ' }, { name: 'a\u0000' }, { name: 'x'.repeat(101) }, { columns: [] }])
    expect(savedMapInput.safeParse({ ...input(), ...bad }).success, JSON.stringify(bad)).toBe(false);
});

test('a mapping is deleted once', async () => {
  expect(await deleteSavedMap('Acme export')).toEqual([]);
  await expect(deleteSavedMap('Acme export')).rejects.toMatchObject({ code: 'not-found' });
  expect(await viewSavedMaps()).toEqual([]);
});
