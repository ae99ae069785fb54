import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** DuckDB is measured against and never shipped: it is installed beside the bench's own files on first use. */
const VERSION = '1.5.6-r.1';
const folder = join(import.meta.dirname, '..', '.work', 'duckdb');

export type DuckDb = {
  readonly run: (sql: string) => Promise<void>;
  readonly one: (sql: string) => Promise<Record<string, number>>;
  readonly all: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => void;
};

type Api = {
  DuckDBInstance: {
    create: (path: string) => Promise<{
      connect: () => Promise<{
        run: (sql: string) => Promise<unknown>;
        runAndReadAll: (sql: string) => Promise<{ getRowObjectsJS: () => Record<string, unknown>[] }>;
        closeSync: () => void;
      }>;
      closeSync: () => void;
    }>;
  };
};

/** Opens a database file of DuckDB; null, with the reason on stderr, where it cannot be installed here. */
export async function openDuckDb(path: string): Promise<DuckDb | null> {
  try {
    if (!existsSync(join(folder, 'node_modules', '@duckdb', 'node-api'))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', `@duckdb/node-api@${VERSION}`], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    }
    const { DuckDBInstance } = createRequire(join(folder, 'package.json'))('@duckdb/node-api') as Api;
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    return {
      run: async (sql) => void (await connection.run(sql)),
      one: async (sql) => {
        const [row = {}] = (await connection.runAndReadAll(sql)).getRowObjectsJS();
        return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
      },
      all: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (cause) {
    console.error(`DuckDB cannot be used here: ${(cause as Error).message}`);
    return null;
  }
}

/** DuckDB with the log as its own table `usage`, read once; null where it cannot be installed. */
export async function openDuckDbWith(csv: string): Promise<DuckDb | null> {
  const path = csv.replace(/\.csv$/, '.duckdb');
  const isRead = existsSync(path);
  const duckdb = await openDuckDb(isRead ? path : `${path}.part`);
  if (duckdb === null || isRead) return duckdb;
  await duckdb.run(`CREATE TABLE usage AS FROM read_csv('${csv.replaceAll("'", "''")}', sample_size = -1)`);
  duckdb.close();
  renameSync(`${path}.part`, path);
  return openDuckDb(path);
}
