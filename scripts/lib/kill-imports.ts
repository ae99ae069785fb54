import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCells } from '@/db/cells';
import { openDatabase } from '@/db/client';
import { createMulberry32 } from '@/lib/usage/sample/mulberry32';
import { spoolFolder } from '@/lib/usage/spool';
import { describeCells } from '@/lib/usage/testing/import-text';

export type KillOptions = { readonly rounds: number; readonly seed: number; readonly rows: number };

export type KillCounts = {
  /** Kills by what they hit. */
  readonly killed: { receiving: number; reading: number; afterTheEnd: number };
  /** Lives a server needed beyond the first, in all. */
  readonly restarts: number;
  /** Rounds whose cells, totals, spool or database were not those of the undisturbed import. */
  readonly problems: readonly string[];
};

const ROOT = new URL('../..', import.meta.url);
const ARGS = [
  '--import',
  new URL('lib/usage/testing/register-tsx.mjs', ROOT).href,
  new URL('scripts/lib/kill-child.ts', ROOT).pathname,
];

function writeCalls(path: string, rows: number): void {
  const lines = ['time,model,task,input_tokens,output_tokens,request_id,prompt'];
  for (let i = 0; i < rows; i++) {
    const time = new Date(Date.UTC(2026, 7, 1) + i * 1000).toISOString();
    // Every tenth call stands there twice, every thousandth line is broken.
    const id = i % 10 === 9 ? i - 1 : i;
    lines.push(
      i % 1000 === 999 ? 'broken' : `${time},m${i % 7},t${i % 5},${i % 9000},${i % 300},r${id},"a ""text"", long"`,
    );
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

type Life = { readonly child: ChildProcess; readonly begun: Promise<void>; readonly ended: Promise<string> };

function live(dbPath: string, filePath: string): Life {
  const child = spawn(process.execPath, [...ARGS, dbPath, filePath], {
    env: { ...process.env, TSX_TSCONFIG_PATH: new URL('tsconfig.json', ROOT).pathname },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  child.stdout?.on('data', (data) => {
    said += data;
    if (said.includes('begin')) begin();
  });
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => {
      begin();
      resolve(signal ?? (code === 0 ? 'done' : `${said}${errors}`.trim()));
    });
  });
  return { child, begun, ended };
}

type State = { readonly totals: string; readonly cells: string; readonly spool: number; readonly integrity: string };

function readState(dbPath: string): State {
  const database = openDatabase(dbPath);
  const { sqlite } = database;
  const totals = sqlite.prepare("SELECT json_extract(report, '$.rows') FROM uploads WHERE status = 'complete'").pluck();
  const id = sqlite.prepare('SELECT id FROM workloads').pluck().get() as number;
  const spooled = (() => {
    try {
      return readdirSync(spoolFolder(dbPath)).filter((name) => name.endsWith('.upload')).length;
    } catch {
      return 0;
    }
  })();
  const state = {
    totals: JSON.stringify(totals.all()),
    cells: JSON.stringify(describeCells(loadCells(database, id))),
    spool: spooled,
    integrity: String(sqlite.pragma('integrity_check', { simple: true })),
  };
  sqlite.close();
  return state;
}

function phaseOf(dbPath: string): 'receiving' | 'reading' | 'afterTheEnd' {
  const database = openDatabase(dbPath);
  const status = database.sqlite.prepare('SELECT status FROM import_jobs').pluck().get();
  database.sqlite.close();
  return status === undefined ? 'receiving' : status === 'waiting' ? 'reading' : 'afterTheEnd';
}

function differences(expected: State, actual: State): string[] {
  return (['totals', 'cells', 'spool', 'integrity'] as const)
    .filter((part) => expected[part] !== actual[part])
    .map((part) => (part === 'cells' ? 'cells differ' : `${part}: ${actual[part]} instead of ${expected[part]}`));
}

/**
 * Kills a process in the middle of an import with SIGKILL at seeded random moments, starts it again until the import
 * is over, and compares what is stored with an import that nobody disturbed.
 */
export async function killImports(
  { rounds, seed, rows }: KillOptions,
  onRound = (_: string) => {},
): Promise<KillCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-kill-'));
  const random = createMulberry32(seed);
  const killed = { receiving: 0, reading: 0, afterTheEnd: 0 };
  const problems: string[] = [];
  let restarts = 0;
  try {
    const filePath = join(folder, 'calls.csv');
    writeCalls(filePath, rows);
    const calm = live(join(folder, 'calm', 'w.db'), filePath);
    await calm.begun;
    const startedMs = performance.now();
    const end = await calm.ended;
    if (end !== 'done') throw new Error(`the undisturbed import failed: ${end}`);
    const calmMs = performance.now() - startedMs;
    const expected = readState(join(folder, 'calm', 'w.db'));
    onRound(`${rows} rows, ${statSync(filePath).size} bytes: ${Math.round(calmMs)} ms undisturbed`);

    for (let round = 0; round < rounds; round++) {
      const dbPath = join(folder, `round-${round}`, 'w.db');
      const kills = 1 + Math.floor(random() * 2);
      for (let kill = 0; kill < kills; kill++) {
        const { child, begun, ended } = live(dbPath, filePath);
        await begun;
        await new Promise((resolve) => setTimeout(resolve, random() * calmMs));
        child.kill('SIGKILL');
        await ended;
        killed[phaseOf(dbPath)]++;
        restarts++;
      }
      const last = await live(dbPath, filePath).ended;
      const found = last === 'done' ? differences(expected, readState(dbPath)) : [last];
      for (const problem of found) problems.push(`round ${round}: ${problem}`);
      onRound(`round ${round + 1} of ${rounds}: ${found.length === 0 ? 'same as undisturbed' : found.join('; ')}`);
      rmSync(join(folder, `round-${round}`), { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { killed, restarts, problems };
}
