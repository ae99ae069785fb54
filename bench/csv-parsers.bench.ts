/** One CSV parser against another on the same file: tokens summed by model, the answers compared first. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { createCsvFields, splitCsvRecord } from '@/lib/usage/csv-fields';
import { csvFormat } from '@/lib/usage/formats/csv';
import { decodeText } from '@/lib/usage/interner';
import { createRecordScanner } from '@/lib/usage/record-scanner';
import { generateCsv } from './lib/generate-csv';
import { machine, median, summary } from './lib/report';

const ROWS = Number(process.env.BENCH_ROWS ?? 300_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const CHUNK_BYTES = 1 << 20;
const work = join(import.meta.dirname, '.work');
const path = generateCsv(work, ROWS);
const quotedPath = path.replace(/\.csv$/, '-quoted.csv');

type Sums = Map<string, number>;
type Parser = { readonly name: string; readonly read: (bytes: Buffer) => Sums | Promise<Sums> };

/** Packages that only this comparison wants. */
function requireExtra(names: readonly string[]): NodeJS.Require {
  if (names.some((name) => !existsSync(join(work, 'node_modules', name.replace(/@[\d.]+$/, ''))))) {
    execFileSync('npm', ['install', '--prefix', work, '--no-audit', '--no-fund', ...names], { stdio: 'inherit' });
  }
  return createRequire(join(work, 'package.json'));
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

const add = (sums: Sums, model: string, tokens: number) => sums.set(model, (sums.get(model) ?? 0) + tokens);

/** All that an import reads of a row: time, labels, id, counts and cost, checked. */
function readWhole(bytes: Buffer): Sums {
  const sums: Sums = new Map();
  const sample = { bytes: bytes.subarray(0, 262_144), isWhole: false };
  const { map } = csvFormat.guess(csvFormat.peek(sample));
  const reader = csvFormat.open(map, {
    accept: ({ model, inputTokens, outputTokens }) => add(sums, model, inputTokens + outputTokens),
    reject: (line, reason) => {
      throw new Error(`line ${line}: ${reason}`);
    },
  });
  for (const chunk of chunksOf(bytes)) reader.push(chunk);
  reader.end();
  return sums;
}

/** Every field of every row as a string, as the libraries give them. */
function readStrings(bytes: Buffer): Sums {
  const sums: Sums = new Map();
  const fields = createCsvFields(16);
  let at: { model: number; input: number; output: number } | null = null;
  const scanner = createRecordScanner(
    {
      onRecord(record, start, end) {
        splitCsvRecord(record, start, end, 44, fields);
        const row = Array.from({ length: fields.count }, (_, i) =>
          decodeText(record, fields.starts[i] as number, fields.ends[i] as number),
        );
        if (at === null) at = placesOf(row);
        else addRow(sums, row, at);
      },
      onReject: (line, reason) => {
        throw new Error(`line ${line}: ${reason}`);
      },
    },
    { delimiter: 44 },
  );
  for (const chunk of chunksOf(bytes)) scanner.push(chunk);
  scanner.end();
  return sums;
}

function placesOf(header: readonly string[]): { model: number; input: number; output: number } {
  return {
    model: header.indexOf('model'),
    input: header.indexOf('input_tokens'),
    output: header.indexOf('output_tokens'),
  };
}

function addRow(sums: Sums, row: readonly string[], at: ReturnType<typeof placesOf>): void {
  add(sums, row[at.model] as string, Number(row[at.input]) + Number(row[at.output]));
}

async function readCsvParse(bytes: Buffer): Promise<Sums> {
  const sums: Sums = new Map();
  const parser = parse();
  let at: ReturnType<typeof placesOf> | null = null;
  parser.on('data', (row: string[]) => {
    if (at === null) at = placesOf(row);
    else addRow(sums, row, at);
  });
  const ended = new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
  for (const chunk of chunksOf(bytes)) {
    if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
  }
  parser.end();
  await ended;
  return sums;
}

const extra = requireExtra(['papaparse@5.7.1', 'udsv@0.7.3']);

function readPapaParse(bytes: Buffer): Sums {
  const { parse: papaParse } = extra('papaparse') as { parse: (text: string, options: object) => void };
  const sums: Sums = new Map();
  let at: ReturnType<typeof placesOf> | null = null;
  papaParse(bytes.toString('utf8'), {
    step({ data }: { data: string[] }) {
      if (at === null) at = placesOf(data);
      else if (data.length > 1) addRow(sums, data, at);
    },
  });
  return sums;
}

/** Its own way for large files: rows as string arrays, in text chunks. */
function readUdsv(bytes: Buffer): Sums {
  const { inferSchema, initParser } = extra('udsv') as {
    inferSchema: (text: string) => object;
    initParser: (schema: object) => {
      chunk: (text: string, parse: unknown, onRow: (row: string[]) => void) => void;
      stringArrs: unknown;
      end: () => unknown;
    };
  };
  const sums: Sums = new Map();
  const decoder = new TextDecoder();
  let parser: ReturnType<typeof initParser> | null = null;
  let at: ReturnType<typeof placesOf> | null = null;
  for (const chunk of chunksOf(bytes)) {
    const text = decoder.decode(chunk, { stream: true });
    if (parser === null) {
      parser = initParser(inferSchema(text));
      at = placesOf(text.slice(0, text.indexOf('\n')).replaceAll('"', '').trim().split(','));
    }
    parser.chunk(text, parser.stringArrs, (row) => addRow(sums, row, at as ReturnType<typeof placesOf>));
  }
  parser?.end();
  return sums;
}

const PARSERS: readonly Parser[] = [
  { name: 'ours: checked records', read: readWhole },
  { name: 'ours: every field a string', read: readStrings },
  { name: 'uDSV', read: readUdsv },
  { name: 'papaparse', read: readPapaParse },
  { name: 'csv-parse', read: readCsvParse },
];

const textOf = (sums: Sums) => JSON.stringify([...sums].sort());

if (!existsSync(quotedPath)) {
  const rows = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(quotedPath, `${rows.map((row) => `"${row.replaceAll(',', '","')}"`).join('\n')}\n`);
}
console.log(machine());
for (const [what, file] of [
  ['plain', path],
  ['every field quoted', quotedPath],
] as const) {
  const bytes = readFileSync(file);
  const answers = await Promise.all(PARSERS.map(async ({ name, read }) => [name, textOf(await read(bytes))] as const));
  const [, expected] = answers[0] as readonly [string, string];
  for (const [name, answer] of answers) {
    if (answer === expected) continue;
    console.error(`The answers differ: ${name} says ${answer}, not ${expected}`);
    process.exit(1);
  }
  const seconds = new Map<string, number[]>(PARSERS.map(({ name }) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const { name, read } of PARSERS) {
      globalThis.gc?.();
      const started = performance.now();
      await read(bytes);
      seconds.get(name)?.push((performance.now() - started) / 1000);
    }
  }
  console.log(
    `\n${what}: ${ROWS.toLocaleString('en-US')} rows, ${(statSync(file).size / 1e6).toFixed(0)} MB, answers agree`,
  );
  const own = seconds.get('ours: checked records') as number[];
  for (const { name } of PARSERS) {
    const taken = seconds.get(name) as number[];
    const ratio = median(taken.map((value, run) => value / (own[run] as number)));
    console.log(`${summary(name, taken, ROWS)}, ${ratio.toFixed(2)}× the time of ours`);
  }
}
