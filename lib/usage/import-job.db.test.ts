import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { claimJob, completeJob, findJob, insertJob } from '@/db/import-jobs';
import { resumeImports } from './import-job';
import { spoolFolder, spoolPath } from './spool';
import { temporaryDatabasePath } from './testing/import-text';

const COMMON = `
import { getImport, cancelImport, startImport } from '@/lib/usage/import-job';
import { openDatabase } from '@/db/client';
import { readdirSync } from 'node:fs';
import { spoolFolder } from '@/lib/usage/spool';
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
const ask = (sql: string) => {
  const database = openDatabase(dbPath);
  try { return database.sqlite.prepare(sql).raw().all(); } finally { database.sqlite.close(); }
};
const end = () => {
  out.left = ask('SELECT (SELECT count(*) FROM workloads), (SELECT count(*) FROM uploads), (SELECT count(*) FROM segments), (SELECT sum(requests) FROM cells)')[0];
  out.spool = readdirSync(spoolFolder(dbPath));
  console.log(JSON.stringify(out));
  process.exit(0);
};
`;

/** Vitest cannot load TypeScript in a worker thread, so the jobs run in a process of their own. */
async function run(script: string, { dbPath = temporaryDatabasePath(), preload = '' } = {}): Promise<unknown> {
  const path = join(dirname(dbPath), 'jobs.mts');
  writeFileSync(path, `${COMMON}${script}\nend();\n`);
  const imports = [new URL('./testing/register-tsx.mjs', import.meta.url).href];
  if (preload !== '') {
    const preloadPath = join(dirname(dbPath), 'preload.mjs');
    writeFileSync(preloadPath, preload);
    imports.push(preloadPath);
  }
  const args = [...imports.flatMap((url) => ['--import', url]), path, dbPath];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, TSX_TSCONFIG_PATH: join(process.cwd(), 'tsconfig.json') },
  });
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
}

test('jobs import in worker threads, take turns, fail and cancel without leftovers', async () => {
  const out = await run(
    `
const one = startImport({ ...common, body: body(40), jobId: 'one' });
const two = startImport({ ...common, body: body(40) });
const rows = (await Promise.all([one.finished, two.finished])).map((job) => job.result?.report.rows.accepted);
out.accepted = rows.sort();
out.status = getImport('one')?.status;
const bad = startImport({ ...common, body: (async function* () { yield encode('a,b\\n1,2\\n'); })() });
out.bad = (await bad.finished).error;
const lost = startImport({ ...common, workloadName: 'lost', body: (async function* () { yield encode(header + lines(0, 500)); throw new Error('gone'); })() });
out.lost = (await lost.finished).status;
out.jobs = ask('SELECT status FROM import_jobs ORDER BY status');
`,
  );
  expect(out).toEqual({
    accepted: [0, 20_000],
    status: 'done',
    bad: { code: 'bad-input', message: 'no time column found: map one; the file has a, b' },
    lost: 'cancelled',
    jobs: [['done'], ['done'], ['failed']],
    left: [1, 2, 2, 20_000],
    spool: [],
  });
});

test('two files at once into two workloads both finish', async () => {
  const out = await run(`
const jobs = ['a', 'b'].map((workloadName) => startImport({ ...common, workloadName, body: body(40, 1) }));
out.accepted = (await Promise.all(jobs.map(({ finished }) => finished))).map((job) => job.result?.report.rows.accepted);
`);
  expect(out).toEqual({ accepted: [20_000, 20_000], left: [2, 2, 2, 40_000], spool: [] });
});

test('a cancelled import leaves no trace, be it still coming in or being read', async () => {
  const out = await run(`
const until = async (isSo: () => boolean) => { while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1)); };
const slow = startImport({ ...common, workloadName: 'slow', body: body(1e6, 1) });
await until(() => (getImport(slow.jobId)?.progress.bytesRead ?? 0) > 1e5);
out.phases = [getImport(slow.jobId)?.progress.phase];
cancelImport(slow.jobId);
const long = startImport({ ...common, workloadName: 'long', body: body(2000) });
await until(() => getImport(long.jobId)?.progress.phase === 'reading' && getImport(long.jobId)!.progress.rowsRead > 0);
out.phases.push(getImport(long.jobId)?.progress.phase);
cancelImport(long.jobId);
out.status = [(await slow.finished).status, (await long.finished).status];
out.again = [cancelImport(slow.jobId), cancelImport(long.jobId)];
out.jobs = ask('SELECT status FROM import_jobs');
`);
  expect(out).toEqual({
    phases: ['receiving', 'reading'],
    status: ['cancelled', 'cancelled'],
    again: [false, false],
    jobs: [['cancelled']],
    left: [0, 0, 0, null],
    spool: [],
  });
});

const FULL = { code: 'no-space', message: expect.stringMatching(/^the disk is full: nothing of the file was kept/) };

test('a disk that fills up while the file comes in is a sentence, and nothing stays', async () => {
  if (!existsSync('/dev/full')) return;
  const dbPath = temporaryDatabasePath();
  mkdirSync(spoolFolder(dbPath));
  symlinkSync('/dev/full', `${spoolPath(dbPath, 'full')}.part`);
  const out = await run(
    `
const full = startImport({ ...common, jobId: 'full', body: body(40) });
const { status, error } = await full.finished;
Object.assign(out, { status, error });
out.next = (await startImport({ ...common, body: body(2) }).finished).status;
out.jobs = ask('SELECT status FROM import_jobs');
`,
    { dbPath },
  );
  expect(out).toEqual({
    ...{ status: 'failed', error: FULL, next: 'done', jobs: [['done']] },
    ...{ left: [1, 1, 1, 1000], spool: [] },
  });
});

test('a disk that fills up while the file is read is a sentence, and nothing stays', async () => {
  // Every connection of a worker may hold as many pages as the empty database has, and a few.
  const preload = `
import { isMainThread } from 'node:worker_threads';
import { createRequire } from 'node:module';
const Database = createRequire(${JSON.stringify(join(process.cwd(), 'package.json'))})('better-sqlite3');
const { pragma } = Database.prototype;
Database.prototype.pragma = function (text, options) {
  const answer = pragma.call(this, text, options);
  if (!isMainThread && /wal_autocheckpoint/.test(text))
    pragma.call(this, 'max_page_count = ' + (pragma.call(this, 'page_count', { simple: true }) + 4));
  return answer;
};
`;
  const out = await run(
    `
openDatabase(dbPath).sqlite.close();
const full = startImport({ ...common, jobId: 'full', body: body(1000) });
const { status, error } = await full.finished;
Object.assign(out, { status, error });
out.jobs = ask("SELECT status, json_extract(error, '$.code') FROM import_jobs");
`,
    { preload },
  );
  expect(out).toEqual({
    ...{ status: 'failed', error: FULL, jobs: [['failed', 'no-space']] },
    ...{ left: [0, 0, 0, null], spool: [] },
  });
});

function owe(
  database: Database,
  dbPath: string,
  jobId: string,
  { attempts, isSpooled }: { attempts: number; isSpooled: boolean },
) {
  const job = { workloadName: 'w', fileName: `${jobId}.csv`, format: 'auto', columnMap: null, bytes: 10 };
  insertJob(database, { jobId, ...job });
  claimJob(database, jobId);
  // A process that is gone held it.
  database.sqlite
    .prepare('UPDATE import_jobs SET pid = 2147483646, attempts = ? WHERE job_id = ?')
    .run(attempts, jobId);
  if (isSpooled) writeFileSync(spoolPath(dbPath, jobId), 'x');
}

test('after a crash, what cannot be begun again says why and leaves no file', () => {
  const dbPath = temporaryDatabasePath();
  const database = openDatabase(dbPath);
  mkdirSync(spoolFolder(dbPath), { recursive: true });
  owe(database, dbPath, 'vanished', { attempts: 1, isSpooled: false });
  owe(database, dbPath, 'fatal', { attempts: 3, isSpooled: true });
  // Killed between the end of the import and the removal of its file.
  owe(database, dbPath, 'done', { attempts: 1, isSpooled: true });
  completeJob(database, 'done', 1);
  // Another process may still be receiving this one.
  writeFileSync(spoolPath(dbPath, 'on-its-way'), 'x');
  expect(resumeImports(dbPath)).toEqual([]);
  expect(
    ['vanished', 'fatal'].map((jobId) => [findJob(database, jobId)?.status, findJob(database, jobId)?.error]),
  ).toEqual([
    ['failed', { code: 'not-found', message: 'vanished.csv is no longer in the spool: send it again' }],
    ['failed', { code: 'conflict', message: 'the server went down 3 times while it read fatal.csv' }],
  ]);
  expect(readdirSync(spoolFolder(dbPath))).toEqual(['on-its-way.upload']);
  database.sqlite.close();
});
