import { loadAliases } from '@/db/queries/books';
import { type LoggedName, listAliases, listLoggedNames } from '@/db/queries/names';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { NameRuleId, Resolution } from '@/lib/domain/name-resolution';
import type { NamedOffer, NameMapping, NamesView, NameTraffic, ResolvedBy } from '@/lib/domain/names-view';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { groupBy } from '@/lib/engine/group-by';
import { writtenName } from '@/lib/engine/model-names';
import { DECLARED_RULES, NAME_RULES } from '@/lib/engine/name-rules';
import { createResolver } from '@/lib/engine/names';
import { createSuggester } from '@/lib/engine/suggest-offers';
import type { NamesParams } from '@/lib/schema/names-params';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { previewAlias, withAlias } from './preview-alias';
import { refuseOfferId, requireOffer } from './save-alias';

const NANO = 1e9;
const MAX_SUGGESTIONS = 3;
/** The names with most requests; more than that nobody maps one by one. */
const MAX_SUGGESTED_NAMES = 200;

const DECLARED: ReadonlySet<NameRuleId> = new Set(DECLARED_RULES.map(({ id }) => id));

type Totals = { readonly requests: number; readonly tokens: number; readonly loggedUsd: number | null };

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const share = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);

function loggedUsdOf(rows: readonly LoggedName[]): number | null {
  return rows.some((row) => row.loggedRequests > 0) ? sum(rows.map((row) => row.loggedNanoUsd)) / NANO : null;
}

function totalsOf(rows: readonly LoggedName[]): Totals {
  return {
    requests: sum(rows.map((row) => row.requests)),
    tokens: sum(rows.map((row) => row.tokens)),
    loggedUsd: loggedUsdOf(rows),
  };
}

function sharesOf(part: Totals, whole: Totals) {
  return {
    requestsPct: share(part.requests, whole.requests),
    tokensPct: share(part.tokens, whole.tokens),
    loggedPct: part.loggedUsd === null || !whole.loggedUsd ? null : share(part.loggedUsd, whole.loggedUsd),
  };
}

function toTraffic(rows: readonly LoggedName[], whole: Totals): NameTraffic {
  const totals = totalsOf(rows);
  return {
    ...totals,
    ...sharesOf(totals, whole),
    firstMs: Math.min(...rows.map((row) => row.firstDay)) * MS_PER_DAY,
    lastMs: Math.max(...rows.map((row) => row.lastDay)) * MS_PER_DAY,
    workloads: rows.map((row) => row.workload),
  };
}

function resolvedBy(steps: Resolution['steps']): ResolvedBy {
  if (steps.some(({ rule }) => rule === 'alias')) return 'alias';
  if (steps.some(({ rule }) => DECLARED.has(rule))) return 'rule';
  return steps.at(-1)?.rule === 'exact' ? 'id' : 'list';
}

function createNamer({ books }: OpenStack): (offerId: OfferId) => NamedOffer {
  const names = new Map<string, string>();
  for (const offer of books.flatMap((book) => book.offers))
    if (!names.has(offer.offerId)) names.set(offer.offerId, offer.name);
  return (offerId) => ({ offerId, name: writtenName(offerId, names.get(offerId) ?? '') });
}

/** What is shown of the name being mapped, and what the chosen offer would do. */
async function toMapping(
  params: NamesParams,
  books: readonly string[],
  opened: OpenStack,
  traffic: ReadonlyMap<string, NameTraffic>,
  suggest: (name: string) => readonly NamedOffer[],
): Promise<NameMapping | null> {
  const name = params.name?.trim() ?? '';
  if (name === '') return null;
  const own = traffic.get(name) ?? null;
  const refusal = await refuseOfferId(name, books).then(
    () => null,
    (cause) => (cause as Error).message,
  );
  const base = { name, traffic: own, current: opened.resolve(name), refusal, suggestions: suggest(name) };
  if (params.to === null || refusal !== null) return { ...base, candidate: null };
  try {
    const { offerId, name: offerName } = await requireOffer(params.to);
    const after = withAlias(opened, loadAliases(await getDatabase()), name, offerId);
    const effects = await Promise.all((own?.workloads ?? []).map((each) => previewAlias(each, name, opened, after)));
    return {
      ...base,
      candidate: {
        offer: { offerId, name: writtenName(offerId, offerName) },
        problem: null,
        effects: effects.filter((effect) => effect !== null),
      },
    };
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    return {
      ...base,
      candidate: { offer: { offerId: params.to, name: params.to }, problem: cause.message, effects: [] },
    };
  }
}

/** Which logged names have an offer, how each found it, and what those without one cost. Throws 'not-found'. */
export async function viewNames(params: NamesParams): Promise<NamesView> {
  const database = await getDatabase();
  const books = params.books ?? DEFAULT_BOOKS;
  const opened = await openStack(books);
  const everything = listLoggedNames(database);
  const workloads = [...new Set(everything.map((row) => row.workload))];
  if (params.w !== null && !workloads.includes(params.w))
    throw new WaybillError('not-found', `no workload is named "${params.w}"`);

  const rows = params.w === null ? everything : everything.filter((row) => row.workload === params.w);
  const whole = totalsOf(rows);
  const traffic = new Map(
    [...groupBy(rows, (row) => row.model.trim())].map(([name, own]) => [name, toTraffic(own, whole)]),
  );
  const byRequests = [...traffic].sort(([a, x], [b, y]) => y.requests - x.requests || (a < b ? -1 : 1));
  const nameOf = createNamer(opened);
  const suggestIds = createSuggester(
    new Set(opened.books.flatMap((book) => book.offers.map((offer) => offer.offerId))),
  );
  const suggest = (name: string) => suggestIds(name, MAX_SUGGESTIONS).map(nameOf);

  const missing = byRequests.filter(([name]) => opened.resolve(name) === null);
  const isMissing = new Set(missing.map(([name]) => name));
  const missingTotals = totalsOf(rows.filter((row) => isMissing.has(row.model.trim())));

  const aliases = listAliases(database);
  const written = loadAliases(database);
  const requestsOf = groupBy(everything, (row) => row.model.trim());
  return {
    workloads,
    workload: params.w,
    books,
    names: traffic.size,
    unresolvedShare: { ...missingTotals, ...sharesOf(missingTotals, whole) },
    unresolved: missing.map(([name, own], at) => ({
      name,
      ...own,
      suggestions: at < MAX_SUGGESTED_NAMES ? suggest(name) : [],
    })),
    resolved: byRequests.flatMap(([name, own]) => {
      const found = opened.resolve(name);
      if (found === null) return [];
      const { offerId, how, steps } = found;
      return [
        { name, ...own, offer: nameOf(offerId), by: resolvedBy(steps), rules: steps.map(({ rule }) => rule), how },
      ];
    }),
    aliases: aliases.map(({ name, offerId, createdAtMs }) => {
      const others = new Map([...written].filter(([other]) => other !== name));
      return {
        name,
        offerId,
        savedAtMs: createdAtMs,
        requests: sum((requestsOf.get(name) ?? []).map((row) => row.requests)),
        withoutIt: createResolver(opened.books, others)(name)?.offerId ?? null,
      };
    }),
    rules: NAME_RULES,
    mapping: await toMapping(params, books, opened, params.w === null ? traffic : allTraffic(everything), suggest),
  };
}

/** Aliases hold in every workload, so that their effect is shown for all. */
function allTraffic(rows: readonly LoggedName[]): Map<string, NameTraffic> {
  const whole = totalsOf(rows);
  return new Map([...groupBy(rows, (row) => row.model.trim())].map(([name, own]) => [name, toTraffic(own, whole)]));
}
