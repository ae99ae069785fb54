import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryDatabasePath } from './testing/import-text';

/** Vitest cannot load TypeScript in a worker thread, so the jobs run in a process of their own. */
const SCRIPT = `
import { getImport, cancelImport, startImport } from '@/lib/usage/import-job';
import { openDatabase } from '@/db/client';
const dbPath = process.argv[2];
const encode = (text: string) => new TextEncoder().encode(text);
const header = 'time,model,input_tokens,output_tokens\\n';
const lines = (from: number, count: number) => Array.from({ length: count }, (_, i) => '2026-08-01T00:00:00Z,m,' + (from + i) + ',1\\n').join('');
function body(chunks: number, pause = 0): ReadableStream<Uint8Array> {
  let i = 0;
  return new ReadableStream({
    async pull(controller) {
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
      if (i === chunks) return controller.close();
      controller.enqueue(encode((i === 0 ? header : '') + lines(i * 500, 500)));
      i++;
    },
  }, { highWaterMark: 0 });
}
const common = { dbPath, workloadName: 'w', fileName: 'f.csv', format: 'auto', bytesTotal: null };
const out: Record<string, unknown> = {};
const one = startImport({ ...common, body: body(40), jobId: 'one' });
const two = startImport({ ...common, body: body(40) });
const rows = (await Promise.all([one.finished, two.finished])).map((job) => job.result?.report.rows.accepted);
out.accepted = rows.sort();
out.status = getImport('one')?.status;
const bad = startImport({ ...common, body: (async function* () { yield encode('a,b\\n1,2\\n'); })() });
out.bad = (await bad.finished).error;
const lost = startImport({ ...common, workloadName: 'lost', body: (async function* () { yield encode(header + lines(0, 500)); throw new Error('gone'); })() });
out.lost = (await lost.finished).status;
const slow = startImport({ ...common, workloadName: 'slow', body: body(1e6, 5) });
setTimeout(() => cancelImport(slow.jobId), 300);
out.cancelled = (await slow.finished).status;
const database = openDatabase(dbPath);
out.left = database.sqlite.prepare('SELECT (SELECT count(*) FROM workloads), (SELECT count(*) FROM uploads), (SELECT sum(requests) FROM cells)').raw().get();
console.log(JSON.stringify(out));
process.exit(0);
`;

test('jobs import in worker threads, take turns, fail and cancel without leftovers', async () => {
  const dbPath = temporaryDatabasePath();
  const script = join(dbPath, '..', 'jobs.mts');
  writeFileSync(script, SCRIPT);
  const args = ['--import', new URL('./testing/register-tsx.mjs', import.meta.url).href, script, dbPath];
  const tsconfig = join(process.cwd(), 'tsconfig.json');
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
  });
  expect(JSON.parse(stdout)).toEqual({
    accepted: [0, 20_000],
    status: 'done',
    bad: { code: 'bad-input', message: 'no time column found: map one; the file has a, b' },
    lost: 'cancelled',
    cancelled: 'cancelled',
    left: [1, 2, 20_000],
  });
});
