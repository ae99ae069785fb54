import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import { modelOf, type OfferId, parseOfferId } from '@/lib/domain/ids';
import { DECLARED_RULES, NAME_RULES } from './name-rules';
import { createMakerLookup, createResolver } from './names';
import { readRealLog } from './testing/real-log';

const books = [readOverrides(), await readGenaiPrices()];
const resolve = createResolver(books, new Map([['prod-chat', parseOfferId('openai/gpt-4o')]]));
const makerOf = createMakerLookup(books, resolve);
const logged = readRealLog().map((record) => record.model);
const keys = readShippedHistory().book.offers.map((offer) => offer.name);
const names = [...new Set([...logged, ...keys])];
const declared = new Set<string>(DECLARED_RULES.map(({ id }) => id));

const rewrite = (rule: string, name: string) => DECLARED_RULES.find(({ id }) => id === rule)?.rewrite(name);

test.each(DECLARED_RULES.map((rule) => [rule.title, rule] as const))('%s: its example is what it does', (_, rule) => {
  expect(rule.rewrite(rule.example.from)).toBe(rule.example.to);
  expect(rule.rewrite('claude-sonnet-4-5')).toBeNull();
});

test.each(NAME_RULES.filter(({ id }) => !declared.has(id)).map((rule) => [rule.title, rule] as const))(
  '%s: its example resolves by it',
  (_, { id, example }) => {
    const step = resolve(example.from)?.steps[0];
    expect(step).toEqual({ rule: id, ...example });
  },
);

test('only a day of the calendar is a snapshot date', () => {
  expect(rewrite('snapshot-date', 'acme-2024-02-29')).toBe('acme');
  for (const name of [
    'acme-2025-02-29',
    'acme-20251301',
    'acme-2025-04-31',
    'acme-2025-0401',
    'acme-202504',
    'acme20250401',
  ])
    expect(rewrite('snapshot-date', name)).toBeNull();
  expect(rewrite('vertex-date', 'claude@20250230')).toBeNull();
});

test('four digits are month and day of a gpt- name only', () => {
  expect(rewrite('snapshot-mmdd', 'azure/gpt-4-0613')).toBe('azure/gpt-4');
  for (const name of [
    'gpt-4-1332',
    'gpt-4-0230',
    'mistral-large-2402',
    'deepseek-v3-0324',
    'moonshot-v1-8k-0430',
    'qwen3-2507',
  ])
    expect(rewrite('snapshot-mmdd', name)).toBeNull();
});

test('a region is left out before a vendor that Bedrock has, and nowhere else', () => {
  expect(rewrite('bedrock-region', 'bedrock/eu.meta.llama3')).toBe('bedrock/meta.llama3');
  for (const name of ['us.acme.model', 'eu.gpt-4o', 'status.anthropic.x', 'de.anthropic.claude'])
    expect(rewrite('bedrock-region', name)).toBeNull();
  for (const name of ['azure/europe/gpt-4o', 'openai/eu/gpt-4o', 'bedrock/mars-east-1/x', 'azure/eu'])
    expect(rewrite('region-path', name)).toBeNull();
});

test('-latest and @latest are no licence to take the name without them: gemini-pro-latest is not the gemini-pro of 2023', () => {
  for (const name of ['gemini-pro-latest', 'vertex_ai/mistral-large@latest']) expect(resolve(name)).toBeNull();
});

test('a fine-tune is priced by its own offer where there is one, else as its base, and it says so', () => {
  expect(resolve('ft:gpt-4o-2024-08-06:acme:support:9xYz')?.offerId).toBe('openai/ft:gpt-4o');
  const base = resolve('ft:gpt-4.1-2025-04-14:acme:support:9xYz');
  expect(base?.offerId).toBe('openai/gpt-4.1');
  expect(base?.how).toContain('Fine-tune as its base: read as gpt-4.1-2025-04-14');
  expect(resolve('ft:o4-mini-2025-04-16:acme::1')?.how).toContain('Fine-tune as its base');
  expect(resolve('ft:banana:acme::1')).toBeNull();
});

test('an alias is applied to what a rule leaves of a name, and overrules every rule for the whole name', () => {
  const aliases = new Map([
    ['my-model', parseOfferId('openai/gpt-4o')],
    ['azure/eu/gpt-4o-2024-08-06', parseOfferId('openai/gpt-4o-mini')],
  ]);
  const aliased = createResolver(books, aliases);
  expect(aliased('my-model-2026-01-31')?.steps.map(({ rule }) => rule)).toEqual(['snapshot-date', 'alias']);
  expect(aliased('azure/eu/gpt-4o-2024-08-06')?.offerId).toBe('openai/gpt-4o-mini');
});

test('every resolution of the real log and of LiteLLM’s names is explained, step by step from the name to the offer', () => {
  let judged = 0;
  for (const name of names) {
    const found = resolve(name);
    if (found === null) continue;
    judged++;
    expect(found.how).not.toBe('');
    expect(found.steps[0]?.from).toBe(name);
    expect(found.steps.at(-1)?.to).toBe(found.offerId);
    for (const [i, step] of found.steps.entries()) if (i > 0) expect(step.from).toBe(found.steps[i - 1]?.to);
  }
  expect(judged).toBeGreaterThan(1_500);
});

const lettersOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** The family an offer is of: the first word of its model, without Bedrock's region and vendor. */
function familyOf(offerId: string): string {
  const model = modelOf(parseOfferId(offerId)).split('/').at(-1) as string;
  return lettersOf(model.replace(/^(regional|global)\./, '').replace(/^[a-z0-9]+\.(?=[a-z])/, ''))[0] ?? '';
}

test('no name resolves to a model of another family', () => {
  const found = names.flatMap((name) => ({ name, offerId: resolve(name)?.offerId })).filter(({ offerId }) => offerId);
  const strangers = found.filter(({ name, offerId }) => !name.toLowerCase().includes(familyOf(offerId as string)));
  expect(strangers).toEqual([]);
  expect(found.length).toBeGreaterThan(1_500);
});

const SIZES = [
  ...['mini', 'nano', 'micro', 'lite', 'pro', 'max', 'ultra', 'flash', 'turbo', 'small', 'medium', 'large'],
  ...['haiku', 'sonnet', 'opus', 'codex', 'audio', 'realtime', 'tts', 'transcribe', 'embed', 'image', 'instruct'],
];
const sizesOf = (text: string) => SIZES.filter((size) => lettersOf(text).includes(size));

/** Where genai-prices itself sells a size under another name; our rules only brought the name to it. */
const SAME_OFFER: { readonly [name: string]: string } = {
  'gpt-5.1-codex': 'openai/gpt-5.1',
  'gpt-35-turbo-0301': 'openai/gpt-3.5-0301',
};

test('a declared rule never changes the size or kind of a model', () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const name of names) {
    const found = resolve(name);
    if (!found?.steps.some(({ rule }) => declared.has(rule))) continue;
    judged++;
    const model =
      name
        .split('/')
        .at(-1)
        ?.replace(/-20\d\d-\d\d-\d\d$/, '') ?? '';
    if (SAME_OFFER[model] === found.offerId) continue;
    if (sizesOf(model).join() !== sizesOf(found.offerId).join()) wrong.push(`${name} → ${found.offerId}`);
  }
  expect(wrong).toEqual([]);
  expect(judged).toBeGreaterThan(80);
});

test('a known name in a region, dated or fine-tuned is the model it was, wherever it is not known by itself', () => {
  const variants: readonly ((name: string) => string)[] = [
    (name) => `${name}-2026-01-31`,
    (name) => `${name}@20260131`,
    (name) => `ft:${name}:acme:support:1`,
    (name) => (name.startsWith('azure/') ? name.replace('azure/', 'azure/us/') : name),
    (name) => (name.startsWith('bedrock/') ? name.replace('bedrock/', 'bedrock/eu-west-1/') : name),
  ];
  let judged = 0;
  const wrong: string[] = [];
  for (const name of names.filter((each, i) => i % 2 === 0 && resolve(each) !== null && !each.startsWith('ft:')))
    for (const vary of variants) {
      const variant = vary(name);
      const found = resolve(variant);
      if (variant === name || !found?.steps.some(({ rule }) => declared.has(rule))) continue;
      judged++;
      const known = resolve(name)?.offerId as OfferId;
      if (makerOf(found.offerId) !== makerOf(known)) wrong.push(`${variant} → ${found.offerId}`);
    }
  expect(judged).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

test('the guide names every rule', () => {
  const guide = readFileSync(new URL('../../docs/guide.md', import.meta.url), 'utf8');
  expect(NAME_RULES.filter(({ title }) => !guide.includes(`**${title}**`)).map(({ title }) => title)).toEqual([]);
});
