import { modelOf, type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { NameMatch, Offer, PriceBook, ProviderRules } from '@/lib/domain/price';
import { groupBy } from './group-by';

/** How a logged name found its offer; null when no rule knows it. */
export type Resolution = { readonly offerId: OfferId; readonly how: string };
export type Resolver = (name: string) => Resolution | null;

/** Provider prefixes that sources write, and the provider they mean in our books. */
const TRANSLATED_PREFIXES: { readonly [prefix: string]: string } = {
  gemini: 'google',
  vertex_ai: 'google',
  'vertex_ai-anthropic_models': 'anthropic',
  google_ai_studio: 'google',
  xai: 'x-ai',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  amazon_bedrock: 'aws',
  azure_ai: 'azure',
  azure_openai: 'azure',
  fireworks_ai: 'fireworks',
  together_ai: 'together',
  'together-ai': 'together',
  moonshot: 'moonshotai',
  mistralai: 'mistral',
  cohere_chat: 'cohere',
  zhipu: 'zhipuai',
  'z-ai': 'zai',
  'deepseek-ai': 'deepseek',
  dashscope: 'qwen',
  alibaba: 'qwen',
  Qwen: 'qwen',
  voyage: 'voyageai',
};

/** Prefixes that say only where a call went through; without them the name starts again. */
const STRIPPED_PREFIXES = [
  'accounts/fireworks/models/',
  'models/',
  'chat/',
  'responses/',
  'openrouter/',
  'litellm/',
  'litellm_proxy/',
  'text-completion-openai/',
  'text-completion-codestral/',
  'github/',
  'github_copilot/',
  'ollama/',
  'ollama_chat/',
  'lm_studio/',
  'deepinfra/',
  'nvidia_nim/',
  'vercel_ai_gateway/',
  'meta-llama/',
];

/** Longest chain of prefixes a name may carry, e.g. `openrouter/anthropic/claude-3-5-haiku`. */
const MAX_PREFIXES = 6;

/** genai-prices' own match language; it lower-cases the name first, for `regex` too. */
export function matchesName(match: NameMatch, name: string): boolean {
  if ('or' in match) return match.or.some((part) => matchesName(part, name));
  if ('and' in match) return match.and.every((part) => matchesName(part, name));
  const lower = name.toLowerCase();
  if ('regex' in match) return new RegExp(match.regex).test(lower);
  if ('equals' in match) return lower === match.equals.toLowerCase();
  if ('starts_with' in match) return lower.startsWith(match.starts_with.toLowerCase());
  if ('ends_with' in match) return lower.endsWith(match.ends_with.toLowerCase());
  if ('contains' in match) return lower.includes(match.contains.toLowerCase());
  match satisfies never;
  throw new Error(`unknown match rule: ${JSON.stringify(match)}`);
}

/** `claude-3-haiku-20240307` as `claude-3-haiku-2024-03-07`, where that is a date (rule of genai-prices). */
function withDashedDate(name: string): string {
  return name.replace(/-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g, (text, year, month, day) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return date.getUTCDate() === Number(day) ? `-${year}-${month}-${day}` : text;
  });
}

type Shelf = { readonly rules: ProviderRules; readonly offers: readonly Offer[] };

function shelve(books: readonly PriceBook[]): Shelf[] {
  const shelves: Shelf[] = [];
  for (const book of books) {
    const byProvider = groupBy(book.offers, (offer) => providerOf(offer.offerId));
    for (const rules of book.providers) shelves.push({ rules, offers: byProvider.get(rules.provider) ?? [] });
  }
  return shelves;
}

/**
 * Resolves logged names by the rules of the policy file: exact offer id; written alias; the books' own match
 * rules, a model's maker before resellers; then a known prefix is translated or stripped and it starts again.
 * A prefix that names a provider of the books is answered by that provider's own rules first. Never by likeness.
 * `aliases`: logged name → offer id. Results are remembered per resolver.
 */
export function createResolver(books: readonly PriceBook[], aliases: ReadonlyMap<string, OfferId>): Resolver {
  const offerIds = new Set(books.flatMap((book) => book.offers.map((offer) => offer.offerId as string)));
  const shelves = shelve(books);
  const providers = new Set(shelves.map((shelf) => shelf.rules.provider));
  const remembered = new Map<string, Resolution | null>();

  const matchIn = (shelf: Shelf, name: string): OfferId | null => {
    for (const spelling of new Set([name, withDashedDate(name)])) {
      const offer = shelf.offers.find(
        (candidate) => candidate.match !== null && matchesName(candidate.match, spelling),
      );
      if (offer !== undefined) return offer.offerId;
    }
    return null;
  };

  const byProvider = (provider: string, rest: string): OfferId | null => {
    if (offerIds.has(`${provider}/${rest}`)) return parseOfferId(`${provider}/${rest}`);
    const own = shelves.filter((shelf) => shelf.rules.provider === provider);
    for (const shelf of own) {
      const found = matchIn(shelf, rest);
      if (found !== null) return found;
    }
    for (const fallback of own.flatMap((shelf) => shelf.rules.fallbackProviders))
      for (const shelf of shelves.filter((candidate) => candidate.rules.provider === fallback)) {
        const found = matchIn(shelf, rest);
        if (found !== null) return found;
      }
    return null;
  };

  const byRules = (name: string, makers: boolean): OfferId | null => {
    for (const shelf of shelves) {
      const isMaker = shelf.rules.modelMatch !== null && matchesName(shelf.rules.modelMatch, name);
      if (isMaker !== makers) continue;
      const found = matchIn(shelf, name);
      if (found !== null) return found;
    }
    return null;
  };

  const byMaker = (name: string, prefixesLeft: number): Resolution | null => {
    if (offerIds.has(name)) return { offerId: parseOfferId(name), how: 'exact offer id' };
    const alias = aliases.get(name);
    if (alias !== undefined) return { offerId: alias, how: `alias of ${alias}` };
    const maker = byRules(name, true);
    if (maker !== null) return { offerId: maker, how: `the maker's own rule for ${name}` };
    if (prefixesLeft === 0) return null;

    const slash = name.indexOf('/');
    if (slash > 0) {
      const prefix = name.slice(0, slash);
      const rest = name.slice(slash + 1);
      const provider = TRANSLATED_PREFIXES[prefix] ?? prefix;
      if (providers.has(provider)) {
        const found = byProvider(provider, rest);
        if (found !== null) return { offerId: found, how: `${provider}'s own rule for ${rest}` };
      }
    }
    const rest = withoutPrefix(name);
    const found = rest === null ? null : byMaker(rest, prefixesLeft - 1);
    return found === null
      ? null
      : { offerId: found.offerId, how: `without ${name.slice(0, name.length - (rest ?? '').length)}: ${found.how}` };
  };

  /** What a known prefix leaves of a name; null when it has none. */
  const withoutPrefix = (name: string): string | null => {
    const prefix = name.slice(0, Math.max(0, name.indexOf('/')));
    if (prefix !== '' && (providers.has(prefix) || TRANSLATED_PREFIXES[prefix] !== undefined))
      return name.slice(prefix.length + 1);
    const stripped = STRIPPED_PREFIXES.find(
      (candidate) => name.startsWith(candidate) && name.length > candidate.length,
    );
    return stripped === undefined ? null : name.slice(stripped.length);
  };

  const byReseller = (name: string, prefixesLeft: number): Resolution | null => {
    const found = byRules(name, false);
    if (found !== null) return { offerId: found, how: `a reseller's rule for ${name}` };
    const rest = prefixesLeft === 0 ? null : withoutPrefix(name);
    return rest === null ? null : byReseller(rest, prefixesLeft - 1);
  };

  return (name) => {
    const trimmed = name.trim();
    if (trimmed === '') return null;
    const known = remembered.get(trimmed);
    if (known !== undefined) return known;
    const resolution = byMaker(trimmed, MAX_PREFIXES) ?? byReseller(trimmed, MAX_PREFIXES);
    remembered.set(trimmed, resolution);
    return resolution;
  };
}

/**
 * Finds the maker's own offer of the model that any offer sells, so that evidence about the model counts for each
 * of its sellers. A book's own word (`sameModelAs`) first; then the model part of the id, if a maker's rule knows it.
 */
export function createMakerLookup(books: readonly PriceBook[], resolve: Resolver): (offerId: OfferId) => OfferId {
  const stated = new Map<string, OfferId>();
  for (const offer of books.flatMap((book) => book.offers))
    if (offer.sameModelAs !== null) stated.set(offer.offerId, offer.sameModelAs);
  const makers = new Set(
    books.flatMap((book) => book.providers.filter((rules) => rules.modelMatch !== null).map((rules) => rules.provider)),
  );
  return (offerId) => {
    const known = stated.get(offerId);
    if (known !== undefined) return known;
    const maker = resolve(modelOf(offerId))?.offerId;
    return maker !== undefined && makers.has(providerOf(maker)) ? maker : offerId;
  };
}
