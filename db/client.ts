import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { applyMigrations } from './migrate';
import * as schema from './schema';
import { sweepDeadImports } from './sweep';

export type Database = {
  readonly sqlite: BetterSqlite3.Database;
  readonly db: BetterSQLite3Database<typeof schema>;
};

const OPEN_ATTEMPTS = 100;
const RETRY_MS = 50;

/** Opens (creating and migrating where needed) a database. One handle serves one thread. */
export function openDatabase(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = new BetterSqlite3(path);
  try {
    retryWhileBusy(() => {
      sqlite.pragma('busy_timeout = 5000');
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = NORMAL');
      sqlite.pragma('foreign_keys = ON');
      sqlite.pragma('cache_size = -32768');
      sqlite.pragma('wal_autocheckpoint = 10000');
      applyMigrations(sqlite, join(process.env.WAYBILL_ROOT ?? process.cwd(), 'db', 'migrations'));
    });
    const database = { sqlite, db: drizzle(sqlite, { schema }) };
    sweepDeadImports(database);
    return database;
  } catch (cause) {
    sqlite.close();
    throw cause;
  }
}

export function databasePath(): string {
  return process.env.WAYBILL_DB || join('data', 'waybill.db');
}

/** Switching a new file to WAL ignores busy_timeout, so first opens by two processes may meet here. */
function retryWhileBusy(open: () => void): void {
  for (let attempt = 1; ; attempt++) {
    try {
      open();
      return;
    } catch (cause) {
      if (attempt === OPEN_ATTEMPTS || !isBusy(cause)) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof BetterSqlite3.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code);
}
