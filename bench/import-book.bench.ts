/** A LiteLLM price map into a new book: read, checked, stored. Against JSON.parse of the same file. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import { modelOf, providerOf } from '@/lib/domain/ids';
import { machine, median } from './lib/report';

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const KEYS = 2985;
const work = join(import.meta.dirname, '.work');
mkdirSync(work, { recursive: true });
process.env.WAYBILL_DB = join(work, 'import-book.db');
for (const suffix of ['', '-wal', '-shm']) rmSync(`${process.env.WAYBILL_DB}${suffix}`, { force: true });

/** As many entries as LiteLLM's map of 2026-08-01 has, from the history that ships: the last price of each model. */
function generateMap(path: string): void {
  const last = new Map(readShippedHistory().book.rows.map((row) => [row.offerId, row]));
  const entries = [...last.values()].map((row, i) => [
    `${providerOf(row.offerId)}/${modelOf(row.offerId)}`,
    {
      litellm_provider: providerOf(row.offerId),
      mode: 'chat',
      max_input_tokens: 8000 + i,
      ...(row.rates.input === undefined ? {} : { input_cost_per_token: row.rates.input / 1e6 }),
      ...(row.rates.output === undefined ? {} : { output_cost_per_token: row.rates.output / 1e6 }),
      ...(row.rates.cacheRead === undefined ? {} : { cache_read_input_token_cost: row.rates.cacheRead / 1e6 }),
    },
  ]);
  const more = Array.from({ length: Math.max(0, KEYS - entries.length) }, (_, i) => [
    `openai/made-up-${i}`,
    { litellm_provider: 'openai', mode: 'chat', ...(i % 2 === 0 ? { input_cost_per_token: 1e-6 } : {}) },
  ]);
  writeFileSync(path, JSON.stringify(Object.fromEntries([...entries, ...more].slice(0, KEYS)), null, 4));
}

const given = process.env.BENCH_PRICES;
const path = given ?? join(work, `litellm-${KEYS}.json`);
if (given === undefined) generateMap(path);
const keys = Object.keys(JSON.parse(readFileSync(path, 'utf8')));

const { importBook } = await import('@/lib/services/import-book');
const { getDatabase } = await import('@/lib/services/database');
await getDatabase();

/** Every key is an offer with its rows, or is named with a reason. */
function requireAllKeys({ book, rejected }: Awaited<ReturnType<typeof importBook>>) {
  const offered = new Set<string>(book.offers.map((offer) => offer.name));
  const named = new Set(rejected.map(({ entry }) => entry));
  const silent = keys.filter((key) => !offered.has(key) && !named.has(key));
  const priced = new Set(book.rows.map((row) => row.offerId));
  const unpriced = book.offers.filter(({ offerId }) => !priced.has(offerId));
  if (silent.length > 0 || unpriced.length > 0 || offered.size !== book.offers.length) {
    console.error(`passed over in silence: ${[...silent, ...unpriced.map(({ name }) => name)].slice(0, 5).join(', ')}`);
    process.exit(1);
  }
  return {
    accepted: offered.size,
    rejected: keys.length - offered.size,
    notes: rejected.length - (keys.length - offered.size),
  };
}

const own: number[] = [];
const anchor: number[] = [];
let counts = { accepted: 0, rejected: 0, notes: 0 };
for (let run = 0; run < RUNS; run++) {
  const started = performance.now();
  const read = await importBook({ path, name: `bench-${run}`, format: 'litellm' });
  own.push((performance.now() - started) / 1000);
  counts = requireAllKeys(read);
  const text = readFileSync(path, 'utf8');
  const anchorStarted = performance.now();
  JSON.parse(text);
  anchor.push((performance.now() - anchorStarted) / 1000);
}
console.log(machine());
console.log(
  `${keys.length} keys: ${counts.accepted} became offers, ${counts.rejected} were left out with a reason, ${counts.notes} further notes; none was passed over`,
);
console.log(`price map into a new book   median ${median(own).toFixed(3)} s, first ${own[0]?.toFixed(3)} s`);
console.log(`JSON.parse of the file      median ${median(anchor).toFixed(4)} s`);
console.log(`${median(own.map((seconds, i) => seconds / (anchor[i] as number))).toFixed(0)}× as long as parsing it`);
