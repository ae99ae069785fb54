/** Writes lib/catalog/data/model-facts.json from a LiteLLM price map: `npx tsx scripts/write-model-facts.ts FILE`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { assignOfferIds } from '@/lib/catalog/sources/litellm-names';
import { providerOf } from '@/lib/domain/ids';
import type { OfferFacts } from '@/lib/domain/price';
import { createResolver } from '@/lib/engine/names';

const CAPABILITY_KEYS = {
  vision: 'supports_vision',
  audio: 'supports_audio_input',
  tools: 'supports_function_calling',
  json: 'supports_response_schema',
  reasoning: 'supports_reasoning',
  pdf: 'supports_pdf_input',
} as const;

type Entry = { readonly [key: string]: unknown };

function toFacts(entry: Entry): OfferFacts {
  const capabilities: { [need: string]: boolean } = {};
  for (const [need, key] of Object.entries(CAPABILITY_KEYS))
    if (typeof entry[key] === 'boolean') capabilities[need] = entry[key];
  const context = entry.max_input_tokens;
  const output = entry.max_output_tokens;
  return {
    ...(typeof context === 'number' && context > 0 ? { contextWindowTokens: context } : {}),
    ...(typeof output === 'number' && output > 0 ? { maxOutputTokens: output } : {}),
    ...(Object.keys(capabilities).length > 0 ? { capabilities } : {}),
  };
}

const file = process.argv[2];
if (file === undefined) throw new Error('usage: npx tsx scripts/write-model-facts.ts FILE');
const map = JSON.parse(readFileSync(file, 'utf8')) as { readonly [name: string]: Entry };
const book = await readGenaiPrices();
const resolve = createResolver([book], new Map());

const found = new Map<string, { facts: OfferFacts; rank: number }>();
const sellers = new Map(
  [
    ...assignOfferIds(
      Object.entries(map).map(([key, entry]) => ({ key, litellmProvider: String(entry.litellm_provider) })),
    ),
  ].map(([key, offerId]) => [key, providerOf(offerId)]),
);
/** Of each offer: when each of its seller's own names for it ends. */
const ends = new Map<string, (string | null)[]>();
for (const [name, entry] of Object.entries(map)) {
  const resolution = name === 'sample_spec' ? null : resolve(name);
  if (resolution === null) continue;
  if (sellers.get(name) === providerOf(resolution.offerId)) {
    const date = typeof entry.deprecation_date === 'string' ? entry.deprecation_date : null;
    ends.set(resolution.offerId, [...(ends.get(resolution.offerId) ?? []), date]);
  }
  // The same id says most; then a bare name, which is the maker's own; then the shortest.
  const rank = name === resolution.offerId ? 0 : name.includes('/') ? 1000 + name.length : name.length;
  const known = found.get(resolution.offerId);
  if (known === undefined || rank < known.rank) found.set(resolution.offerId, { facts: toFacts(entry), rank });
}
// An offer ends with the last of its names: one name without a date, and nobody said that it ends.
for (const [offerId, dates] of ends) {
  const known = found.get(offerId);
  if (known === undefined || dates.includes(null)) continue;
  const deprecatedOn = dates.map(String).sort().at(-1);
  if (deprecatedOn !== undefined) found.set(offerId, { ...known, facts: { ...known.facts, deprecatedOn } });
}
const lines = [...found]
  .filter(([, { facts }]) => Object.keys(facts).length > 0)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([offerId, { facts }]) => `  ${JSON.stringify(offerId)}: ${JSON.stringify(facts)}`);
writeFileSync('lib/catalog/data/model-facts.json', `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} offers of ${book.offers.length}`);
