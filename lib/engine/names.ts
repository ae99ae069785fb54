import { modelOf, type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { NameRuleId, NameStep, Resolution } from '@/lib/domain/name-resolution';
import type { NameMatch, Offer, PriceBook, ProviderRules } from '@/lib/domain/price';
import { groupBy } from './group-by';
import { STRIPPED_PREFIXES, TRANSLATED_PREFIXES } from './name-prefixes';
import { DECLARED_RULES, explainStep } from './name-rules';

export type { Resolution };
export type Resolver = (name: string) => Resolution | null;

/** Longest chain of prefixes a name may carry, e.g. `openrouter/anthropic/claude-3-5-haiku`. */
const MAX_PREFIXES = 6;

/** Most declared rules one name may need, e.g. region, version and date of a Bedrock name. */
const MAX_REWRITES = 4;

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

/** The lookups that go by a book's match rules. */
const LISTS: readonly NameRuleId[] = ['maker', 'provider', 'reseller'];

const isFineTune = (name: string) => /(^|\/)ft:/.test(name);

type Found = { readonly offerId: OfferId; readonly steps: readonly NameStep[] };

/**
 * Resolves logged names: exact offer id; written alias; the books' own match rules, a model's maker before resellers;
 * then a known prefix is translated or stripped and it starts again, a provider it names answering first. What stays
 * unknown is read by the declared rules of name-rules.ts and starts again, makers before resellers. Never by likeness.
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

  const foundBy = (rule: NameRuleId, from: string, offerId: OfferId): Found => ({
    offerId,
    steps: [{ rule, from, to: offerId }],
  });
  const after = (rule: NameRuleId, from: string, to: string, found: Found | null): Found | null =>
    found === null ? null : { offerId: found.offerId, steps: [{ rule, from, to }, ...found.steps] };

  const byMaker = (name: string, prefixesLeft: number): Found | null => {
    if (offerIds.has(name)) return foundBy('exact', name, parseOfferId(name));
    const alias = aliases.get(name);
    if (alias !== undefined) return foundBy('alias', name, alias);
    const maker = byRules(name, true);
    if (maker !== null) return foundBy('maker', name, maker);
    if (prefixesLeft === 0) return null;

    const slash = name.indexOf('/');
    if (slash > 0) {
      const prefix = name.slice(0, slash);
      const provider = TRANSLATED_PREFIXES[prefix] ?? prefix;
      if (providers.has(provider)) {
        const found = byProvider(provider, name.slice(slash + 1));
        if (found !== null) return foundBy('provider', name, found);
      }
    }
    const rest = withoutPrefix(name);
    return rest === null ? null : after('prefix', name, rest, byMaker(rest, prefixesLeft - 1));
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

  const byReseller = (name: string, prefixesLeft: number): Found | null => {
    const found = byRules(name, false);
    if (found !== null) return foundBy('reseller', name, found);
    const rest = prefixesLeft === 0 ? null : withoutPrefix(name);
    return rest === null ? null : after('prefix', name, rest, byReseller(rest, prefixesLeft - 1));
  };

  type LookUp = (name: string) => Found | null;
  const sayingSo =
    (lookUp: LookUp): LookUp =>
    (name) => {
      const found = lookUp(name);
      const isByList = found !== null && LISTS.includes(found.steps.at(-1)?.rule as NameRuleId);
      // A list's loose rule must not price a fine-tune as its base without saying so.
      return isByList && isFineTune(name) && !isFineTune(found.offerId) ? null : found;
    };
  const asMaker = sayingSo((name) => byMaker(name, MAX_PREFIXES));
  const asReseller = sayingSo((name) => byReseller(name, MAX_PREFIXES));

  /** Fewest rewrites first, and among as many the rule that stands first. */
  const byDeclaredRules = (name: string, lookUp: LookUp): Found | null => {
    const seen = new Set([name]);
    let readings: { readonly name: string; readonly steps: readonly NameStep[] }[] = [{ name, steps: [] }];
    for (let depth = 0; depth < MAX_REWRITES; depth++) {
      const next: typeof readings = [];
      for (const reading of readings)
        for (const rule of DECLARED_RULES) {
          const to = rule.rewrite(reading.name);
          if (to === null || to === '' || seen.has(to)) continue;
          seen.add(to);
          const steps = [...reading.steps, { rule: rule.id, from: reading.name, to }];
          const found = lookUp(to);
          if (found !== null) return { offerId: found.offerId, steps: [...steps, ...found.steps] };
          next.push({ name: to, steps });
        }
      readings = next;
    }
    return null;
  };

  return (name) => {
    const trimmed = name.trim();
    if (trimmed === '') return null;
    const known = remembered.get(trimmed);
    if (known !== undefined) return known;
    const found =
      asMaker(trimmed) ??
      asReseller(trimmed) ??
      byDeclaredRules(trimmed, asMaker) ??
      byDeclaredRules(trimmed, asReseller);
    const resolution = found === null ? null : { ...found, how: found.steps.map(explainStep).join('; ') };
    remembered.set(trimmed, resolution);
    return resolution;
  };
}

/** Sellers' spellings of a maker's model name, tried in turn on the model part of an offer id. */
const SELLER_SPELLINGS: readonly ((model: string) => string)[] = [
  (model) => model,
  // Bedrock: (region.)vendor.model-v1:0.
  (model) => model.replace(/^(?:[a-z-]+\.){1,2}(?=[a-z])/, '').replace(/-v\d+(?::\d+)?$/, ''),
  // Vertex: model@20250929, model@default.
  (model) => model.replace(/@(?=20\d{6}$)/, '-').replace(/@(?:\d{3}|default)$/, ''),
  // claude-4-sonnet is the name of a line that its maker writes claude-sonnet-4.
  (model) => model.replace(/^claude-(\d(?:[.-]\d)?)-(opus|sonnet|haiku)\b/, 'claude-$2-$1'),
];

/**
 * Finds the maker's own offer of the model that any offer sells, so that evidence about the model counts for each
 * of its sellers. A book's own word (`sameModelAs`) first; then the model part of the id, or what it is in another
 * seller's spelling, if its maker's list knows it. Else the offer itself.
 */
export function createMakerLookup(books: readonly PriceBook[], resolve: Resolver): (offerId: OfferId) => OfferId {
  const stated = new Map<string, OfferId>();
  for (const offer of books.flatMap((book) => book.offers))
    if (offer.sameModelAs !== null) stated.set(offer.offerId, offer.sameModelAs);
  const makers = books.flatMap((book) =>
    book.providers.flatMap(({ provider, modelMatch }) => (modelMatch === null ? [] : [{ provider, modelMatch }])),
  );
  /** A maker may also sell what others made: Google sells Claude. */
  const isMaker = (offerId: OfferId) => {
    const provider = providerOf(offerId);
    const claimedBy = makers.filter(({ modelMatch }) => matchesName(modelMatch, modelOf(offerId)));
    const isAny = makers.some((maker) => maker.provider === provider);
    return isAny && (claimedBy.length === 0 || claimedBy.some((maker) => maker.provider === provider));
  };
  const remembered = new Map<OfferId, OfferId>();

  const find = (offerId: OfferId): OfferId => {
    for (const respell of SELLER_SPELLINGS) {
      const found = resolve(respell(modelOf(offerId)))?.offerId;
      if (found !== undefined && isMaker(found)) return found;
    }
    return offerId;
  };
  return (offerId) => {
    const known = stated.get(offerId) ?? remembered.get(offerId);
    if (known !== undefined) return known;
    const maker = find(offerId);
    remembered.set(offerId, maker);
    return maker;
  };
}
