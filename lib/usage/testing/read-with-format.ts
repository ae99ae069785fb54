import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WaybillError } from '@/lib/domain/errors';
import { TOKEN_COUNT_KEYS, type UsageRecord } from '@/lib/domain/usage';
import type { FormatAdapter } from '../formats/format';
import { emptyRecord } from '../normalise';

const FIXTURES = fileURLToPath(new URL('../formats/__fixtures__', import.meta.url));

export type Fixture = {
  /** Id of the format, which is the folder. */
  readonly source: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly goldenPath: string;
};

/** Every fixture of every format. */
export function listFixtures(): Fixture[] {
  const sources = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return sources.flatMap(({ name: source }) =>
    readdirSync(`${FIXTURES}/${source}`)
      .filter((name) => !/(\.golden\.json|\.md)$/.test(name))
      .map((name) => ({
        source,
        name,
        bytes: new Uint8Array(readFileSync(`${FIXTURES}/${source}/${name}`)),
        goldenPath: `${FIXTURES}/${source}/${name}.golden.json`,
      })),
  );
}

export function readGolden({ goldenPath }: Fixture): unknown {
  return existsSync(goldenPath) ? JSON.parse(readFileSync(goldenPath, 'utf8')) : null;
}

export type Reading = {
  readonly calls: readonly object[];
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  readonly skips: readonly { readonly line: number; readonly reason: string }[];
  /** Why the whole file was refused. */
  readonly refused?: string;
};

/** What a format reads from a file that comes in chunks of one size. */
export function readWithFormat(format: FormatAdapter, bytes: Uint8Array, chunkBytes = bytes.length): Reading {
  const calls: object[] = [];
  const rejects: { line: number; reason: string }[] = [];
  const skips: { line: number; reason: string }[] = [];
  const { map } = format.guess(format.peek({ bytes, isWhole: true }));
  const reader = format.open(map, {
    accept: (record, line) => calls.push({ line, ...described(record) }),
    reject: (line, reason) => rejects.push({ line, reason }),
    skip: (line, reason) => skips.push({ line, reason }),
  });
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.slice(at, at + chunkBytes));
    reader.end();
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    return { calls, rejects, skips, refused: cause.message };
  }
  return { calls, rejects, skips };
}

const DEFAULTS = { ...emptyRecord(), ...Object.fromEntries(TOKEN_COUNT_KEYS.map((key) => [key, 0])) };

/** What differs from an empty record, the time as text. */
function described({ timeMs, ...record }: UsageRecord): object {
  const told = Object.entries(record).filter(([key, value]) => value !== DEFAULTS[key as keyof UsageRecord]);
  return { time: new Date(timeMs).toISOString(), ...Object.fromEntries(told) };
}
