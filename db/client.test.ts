import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { importText, temporaryDatabasePath } from '@/lib/usage/testing/import-text';
import { openDatabase } from './client';

const CSV = 'time,input_tokens,output_tokens\n2026-08-01,1,2\n';

test('openDatabase makes the folder, the tables and the settings', () => {
  const { sqlite } = openDatabase(temporaryDatabasePath().replace('test.db', 'deep/er/test.db'));
  expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(sqlite.pragma('busy_timeout', { simple: true })).toBe(5000);
  expect(
    sqlite.prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('cells', 'cells_readable')").pluck().get(),
  ).toBe(2);
});

test('first opens by several processes at once all succeed', async () => {
  const path = temporaryDatabasePath();
  const script = `import { openDatabase } from './db/client'; openDatabase(${JSON.stringify(path)}).sqlite.close();`;
  const runs = Array.from({ length: 3 }, () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'pipe' });
    let output = '';
    child.stderr.on('data', (text) => {
      output += text;
    });
    return new Promise<string>((resolve) => child.on('exit', (code) => resolve(code === 0 ? 'ok' : output)));
  });
  expect(await Promise.all(runs)).toEqual(['ok', 'ok', 'ok']);
});

test('what a dead import left is swept on open, a live one is left alone', async () => {
  const path = temporaryDatabasePath();
  const database = openDatabase(path);
  const { sqlite } = database;
  const { workloadId } = await importText(database, CSV);
  const addWorkload = sqlite
    .prepare("INSERT INTO workloads (name, created_at_ms, cuts) VALUES (?, ?, '{}') RETURNING id")
    .pluck();
  const addUpload = sqlite
    .prepare(
      "INSERT INTO uploads (workload_id, file_name, format, status, pid, created_at_ms) VALUES (?, 'f', 'csv', 'importing', ?, ?) RETURNING id",
    )
    .pluck();
  const nowMs = Date.now();
  const deadPid = 2 ** 22 + 1;
  const brought = addWorkload.get('brought by the dead import', nowMs) as number;
  const made = addWorkload.get('made by hand before', nowMs - 5000) as number;
  const dead = [
    addUpload.get(workloadId, deadPid, nowMs),
    addUpload.get(brought, deadPid, nowMs),
    addUpload.get(made, deadPid, nowMs),
  ];
  // The same pid before this process began: a container that was started again.
  dead.push(addUpload.get(made, process.pid, nowMs - process.uptime() * 1000 - 60_000));
  const live = addUpload.get(made, process.pid, nowMs);
  for (const id of dead) {
    sqlite
      .prepare("INSERT INTO segments (upload_id, kind, rows, codec, data) VALUES (?, 'active', 1, 'arrow', x'00')")
      .run(id);
  }
  openDatabase(path).sqlite.close();
  expect(sqlite.prepare("SELECT id FROM uploads WHERE status = 'importing'").pluck().all()).toEqual([live]);
  expect(sqlite.prepare('SELECT count(*) FROM segments').pluck().get()).toBe(1);
  expect(sqlite.prepare('SELECT name FROM workloads ORDER BY id').pluck().all()).toEqual([
    'test',
    'made by hand before',
  ]);
});
