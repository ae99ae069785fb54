import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importText, storedCells, temporaryDatabase } from '@/lib/usage/testing/import-text';
import { rebuildCells } from './cells';
import { deleteUpload } from './delete-upload';
import { loadCuts } from './uploads';

const HEADER = 'time,request_id,model,team,input_tokens,output_tokens,cost';
const file = (rows: readonly string[]) => `${HEADER}\n${rows.join('\n')}\n`;
const row = (second: number, id = '', cost = '1') => `2026-08-01T00:00:0${second}Z,${id},m,ops,${second + 1},1,${cost}`;

const freshDatabase = temporaryDatabase();
let fresh = 0;

/** Cells of a workload into which only these files went, in order. */
async function cellsOfAlone(files: readonly string[][]): Promise<string[]> {
  const workloadName = `fresh ${fresh++}`;
  let workloadId = 0;
  for (const rows of files) workloadId = (await importText(freshDatabase, file(rows), { workloadName })).workloadId;
  return storedCells(freshDatabase, workloadId);
}

test('deleting an upload gives its calls back to a longer export that had them as duplicates', async () => {
  const database = temporaryDatabase();
  const a = [row(1), row(1), row(2)];
  const b = [...a, row(1), row(3)];
  const first = await importText(database, file(a));
  const { workloadId } = await importText(database, file(b));
  const revision = database.sqlite.prepare('SELECT revision FROM workloads').pluck();
  const before = revision.get() as number;
  deleteUpload(database, first.uploadId);
  expect(storedCells(database, workloadId)).toEqual(await cellsOfAlone([b]));
  expect(revision.get()).toBe(before + 1);
  expect(() => deleteUpload(database, first.uploadId)).toThrow('no finished upload');
});

test('deleting the only upload leaves an empty workload', async () => {
  const database = temporaryDatabase();
  const { uploadId, workloadId } = await importText(database, file([row(1)]));
  deleteUpload(database, uploadId);
  expect(storedCells(database, workloadId)).toEqual([]);
});

test('an upload cannot be deleted while an import into its workload runs', async () => {
  const database = temporaryDatabase();
  const { uploadId } = await importText(database, file([row(1)]));
  const errors: unknown[] = [];
  const onBegin = () => {
    try {
      deleteUpload(database, uploadId);
    } catch (cause) {
      errors.push(cause);
    }
  };
  await importText(database, file([row(2)]), { onBegin });
  expect(errors.map(String)).toEqual([
    'WaybillError: an import into this workload is running: wait for it, or cancel it first',
  ]);
});

test('after any deletions the cells are those of the remaining files imported alone, in order', async () => {
  const call = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('', '', 'r1', 'r2'), fc.constantFrom('1', '2', ''))
    .map(([second, id, cost]) => row(second, id, cost));
  const files = fc.array(fc.array(call, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 });
  const database = temporaryDatabase();
  let cases = 0;
  let promoted = 0;
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), async (all, picks) => {
      const workloadName = `case ${fresh++}`;
      let workloadId = 0;
      const uploads: { id: number; rows: string[] }[] = [];
      for (const rows of all) {
        const result = await importText(database, file(rows), { workloadName });
        workloadId = result.workloadId;
        uploads.push({ id: result.uploadId, rows });
      }
      const duplicates = database.sqlite
        .prepare("SELECT coalesce(sum(rows), 0) FROM segments WHERE kind = 'duplicate'")
        .pluck();
      for (const pick of picks) {
        if (uploads.length === 1) break;
        const [gone] = uploads.splice(pick % uploads.length, 1);
        const before = duplicates.get() as number;
        deleteUpload(database, gone?.id ?? 0);
        if ((duplicates.get() as number) < before) promoted++;
        const expected = await cellsOfAlone(uploads.map(({ rows }) => rows));
        expect(storedCells(database, workloadId)).toEqual(expected);
        rebuildCells(database, workloadId, loadCuts(database, workloadId));
        expect(storedCells(database, workloadId)).toEqual(expected);
        cases++;
      }
    }),
    { numRuns: 25, seed: 21 },
  );
  expect(cases).toBeGreaterThan(25);
  expect(promoted).toBeGreaterThan(10);
}, 60_000);
