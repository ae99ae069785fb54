import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDatabase } from '../database';
import { importFiles } from '../import-files';

export type TempCall = {
  readonly time: string;
  readonly model: string;
  readonly input: number;
  readonly output: number;
};

/** A database of its own in a folder of its own. Call it once, before a service opens one. */
export function openTempDatabase(): { readonly folder: string; readonly remove: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-service-'));
  process.env.WAYBILL_DB = join(folder, 'test.db');
  const remove = async () => {
    (await getDatabase()).sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, remove };
}

export async function importCalls(folder: string, workload: string, calls: readonly TempCall[]): Promise<void> {
  const path = join(folder, `${calls.length}.csv`);
  const lines = calls.map((call, i) =>
    [call.time, call.model, call.input, call.output, i % 2 ? 'chat' : 'extract'].join(),
  );
  writeFileSync(path, ['time,model,input_tokens,output_tokens,task', ...lines, ''].join('\n'));
  await importFiles({ paths: [path], workload, format: 'auto', mapPath: null, onProgress: () => {} });
}

const CALLS_PER_DAY = 10;

/** Ten calls on each of `days` days from January 1, 2026 on: a million input and 100,000 output tokens a day. */
export function dailyCalls(model: string, days: number): TempCall[] {
  return Array.from({ length: days * CALLS_PER_DAY }, (_, call) => ({
    time: new Date(Date.UTC(2026, 0, 1 + Math.floor(call / CALLS_PER_DAY), call % CALLS_PER_DAY)).toISOString(),
    model,
    input: 100_000,
    output: 10_000,
  }));
}
