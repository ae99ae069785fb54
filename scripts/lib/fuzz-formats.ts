import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { loadCells } from '@/db/cells';
import { type Database, openDatabase } from '@/db/client';
import { WaybillError } from '@/lib/domain/errors';
import type { UsageRecord } from '@/lib/domain/usage';
import { createFileSource } from '@/lib/usage/file-source';
import { FORMATS } from '@/lib/usage/formats/registry';
import { importStream } from '@/lib/usage/import-stream';
import { openFile } from '@/lib/usage/open-file';
import { previewFile } from '@/lib/usage/preview-file';
import { createMulberry32 } from '@/lib/usage/sample/mulberry32';
import { listFixtures } from '@/lib/usage/testing/read-with-format';
import { problemOfRecord, repeatsSaid, saidIn } from './fuzz-check';
import { below, type Mutant, mutate, type Random } from './fuzz-mutate';

export type FuzzOptions = {
  readonly files: number;
  readonly seed: number;
  /** Every how many files one is imported into a database. */
  readonly importEvery: number;
  /** Only this one, to see it again. */
  readonly onlyCase?: number;
};

export type FormatCounts = {
  files: number;
  accepted: number;
  rejected: number;
  skipped: number;
  /** Readings that ended with a WaybillError. */
  refused: number;
  crashes: number;
};

export type FuzzResult = {
  readonly formats: { readonly [source: string]: FormatCounts };
  readonly imports: { done: number; refused: number };
  /** Accepted records that were compared with what was said in their fixture. */
  readonly judgedForText: number;
  readonly slowestMs: number;
  readonly problems: readonly string[];
};

type Base = {
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly said: readonly string[];
  readonly pack?: (bytes: Uint8Array) => Uint8Array;
};

const PACKERS = {
  gzip: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)),
  zip: (bytes: Uint8Array) => zipSync({ 'a.log': bytes, 'b.log': bytes }),
};

/** The fixtures of all formats, some of them packed. */
function listBases(): Base[] {
  const plain = listFixtures().map(({ source, bytes }) => ({ source, bytes, said: saidIn(bytes) }));
  const some = plain.filter((_, i) => i % 10 === 0);
  return [
    ...plain,
    ...Object.entries(PACKERS).flatMap(([source, pack]) => some.map((base) => ({ ...base, source, pack }))),
  ];
}

/** Of a packed file, the inside is changed, or the package. */
function mutantOf({ bytes, pack }: Base, other: Base, random: Random): Mutant {
  if (!pack) return mutate(bytes, other.bytes, random);
  if (random() < 0.5) return { ...mutate(pack(bytes), other.bytes, random), keepsPlaces: false };
  const mutant = mutate(bytes, other.bytes, random);
  return { ...mutant, bytes: pack(mutant.bytes) };
}

async function* cut(bytes: Uint8Array, random: Random): AsyncGenerator<Uint8Array> {
  const most = random() < 0.3 ? 16 : 20_000;
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + below(random, most);
    yield bytes.slice(at, at + size);
    at += size;
  }
}

/** Throws on an accepted record that breaks an invariant. */
async function readAll(bytes: Uint8Array, format: string, random: Random, said: readonly string[]) {
  const counts = { accepted: 0, rejected: 0, skipped: 0 };
  const check = (record: UsageRecord) => {
    counts.accepted++;
    const problem = problemOfRecord(record) ?? repeatsSaid(record, said);
    if (problem !== null) throw new Error(`accepted a record that breaks an invariant: ${problem}`);
  };
  const source = createFileSource(cut(bytes, random));
  for await (const { chunks } of source.files()) {
    const opened = await openFile(chunks, format, undefined);
    const reader = opened.format.open(opened.map, {
      accept: check,
      reject: (_, reason) => {
        counts.rejected++;
        if (/[\p{Cc}]/u.test(reason)) throw new Error(`a reason with control characters: ${JSON.stringify(reason)}`);
      },
      skip: () => counts.skipped++,
    });
    for await (const chunk of opened.chunks) reader.push(chunk);
    reader.end();
  }
  return counts;
}

const CELL_SUMS = ['requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'reasoningTokens'] as const;

/** The cells of an import sum to the records that its reader accepts, but for duplicates. */
async function importAll(database: Database, bytes: Uint8Array, format: string, name: string, random: Random) {
  const expected = Object.fromEntries(CELL_SUMS.map((key) => [key, 0]));
  const { workloadId, report } = await importStream({
    ...{ database, workloadName: name, fileName: 'fuzz', bytesTotal: bytes.length, format },
    source: cut(bytes, random),
  });
  for await (const { chunks } of createFileSource(cut(bytes, random)).files()) {
    const opened = await openFile(chunks, format, undefined).catch(() => null);
    if (opened === null) continue;
    const reader = opened.format.open(opened.map, {
      accept: (record) => {
        for (const key of CELL_SUMS) (expected[key] as number) += record[key];
      },
      reject() {},
    });
    for await (const chunk of opened.chunks) reader.push(chunk);
    reader.end();
  }
  const { measures } = loadCells(database, workloadId);
  for (const key of CELL_SUMS) {
    const sum = measures[key].reduce((total, value) => total + value, 0);
    const isRight = report.rows.duplicates === 0 ? sum === expected[key] : sum <= (expected[key] as number);
    if (!isRight) throw new Error(`cells sum to ${sum} ${key}, the records to ${expected[key]}`);
  }
}

function unfinished({ sqlite }: Database): number {
  return sqlite.prepare("SELECT count(*) FROM uploads WHERE status <> 'complete'").pluck().get() as number;
}

/** Reads mutated fixtures of all formats. A crash is anything but an answer or a WaybillError. */
export async function fuzzFormats(options: FuzzOptions, onProgress = (_: string) => {}): Promise<FuzzResult> {
  const bases = listBases();
  const folder = mkdtempSync(join(tmpdir(), 'waybill-fuzz-'));
  const database = openDatabase(join(folder, 'fuzz.db'));
  const formats: { [source: string]: FormatCounts } = {};
  const problems: string[] = [];
  const imports = { done: 0, refused: 0 };
  let judgedForText = 0;
  let slowestMs = 0;
  const first = options.onlyCase ?? 0;
  const end = options.onlyCase === undefined ? options.files : first + 1;
  for (let number = first; number < end; number++) {
    // Each case has a seed of its own, so that one can be seen again without the others.
    const random = createMulberry32(Math.imul(options.seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
    const base = bases[number % bases.length] as Base;
    const other = bases[below(random, bases.length)] as Base;
    const { bytes, keepsPlaces } = mutantOf(base, other, random);
    const said = keepsPlaces ? base.said : [];
    formats[base.source] ??= { files: 0, accepted: 0, rejected: 0, skipped: 0, refused: 0, crashes: 0 };
    const counts = formats[base.source] as FormatCounts;
    counts.files++;
    const isFormat = FORMATS.some(({ id }) => id === base.source);
    const forced = isFormat ? base.source : (FORMATS[below(random, FORMATS.length)] as { id: string }).id;

    async function attempt(what: string, work: () => Promise<void>): Promise<void> {
      const startedMs = performance.now();
      try {
        await work();
      } catch (cause) {
        if (cause instanceof WaybillError) {
          counts.refused++;
          if (what.startsWith('import')) imports.refused++;
        } else {
          counts.crashes++;
          const path = join(tmpdir(), `waybill-fuzz-${options.seed}-${number}-${base.source}`);
          writeFileSync(path, bytes);
          const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
          problems.push(`seed ${options.seed}, case ${number} (${base.source}), ${what}, kept in ${path}: ${text}`);
        }
      }
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
    }

    for (const format of ['auto', forced]) {
      await attempt(`preview as ${format}`, async () => {
        await previewFile(bytes, { format, isWhole: true });
      });
      await attempt(`read as ${format}`, async () => {
        const read = await readAll(bytes, format, random, said);
        for (const key of ['accepted', 'rejected', 'skipped'] as const) counts[key] += read[key];
        if (said.length > 0) judgedForText += read.accepted;
      });
    }
    if (number % options.importEvery === 0 || options.onlyCase !== undefined) {
      await attempt('import', async () => {
        await importAll(database, bytes, random() < 0.5 ? 'auto' : forced, `w${number}`, random);
        imports.done++;
      });
      if (unfinished(database) > 0) problems.push(`seed ${options.seed}, case ${number}: an import left something`);
    }
    if ((number + 1) % 1000 === 0) onProgress(`${number + 1} files, ${problems.length} problems`);
  }
  if (database.sqlite.pragma('integrity_check', { simple: true }) !== 'ok') problems.push('the database is damaged');
  database.sqlite.close();
  rmSync(folder, { recursive: true, force: true });
  return { formats, imports, judgedForText, slowestMs, problems };
}
