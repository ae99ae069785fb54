import { listWorkloads } from '@/db/queries/workloads';
import type { Conflict, Quote } from '@/lib/domain/conflict';
import type { ConflictKind, ConflictLine, ConflictsView, Stake } from '@/lib/domain/conflicts-view';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import { findConflicts, findSellerDifferences } from '@/lib/engine/conflicts';
import { writtenName } from '@/lib/engine/model-names';
import { priceTimeAt } from '@/lib/engine/price-stack';
import { weekStartMs } from '@/lib/engine/week-hours';
import type { ConflictsParams } from '@/lib/schema/conflicts-params';
import { DEFAULT_BOOKS, listBooks, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';
import { stakesOf } from './stakes';
import { parseAsOf } from './view-scenario';

const PAGE_LINES = 25;
const MAX_REMEMBERED = 8;
const remembered = new Map<string, readonly Conflict[]>();

function parseAt(at: string | null): number {
  const atMs = parseAsOf(at ?? 'today', Date.now());
  if (atMs === 'logged') throw new WaybillError('bad-input', 'conflicts are those of one date: today or an ISO date');
  return atMs;
}

/** Conflicts of these books, remembered: finding them looks at every offer. */
function conflictsOf(compared: OpenStack, inUse: OpenStack, by: ConflictsView['by'], atMs: number) {
  const key = JSON.stringify([by, atMs, compared.refs, by === 'seller' ? inUse.refs : null]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const stated = new Map(
    compared.books.flatMap((book) =>
      book.offers.flatMap(({ offerId, sameModelAs }) => (sameModelAs ? [[offerId, sameModelAs] as const] : [])),
    ),
  );
  const found =
    by === 'book'
      ? findConflicts(compared.books, atMs)
      : findSellerDifferences(compared.books, (offerId) => stated.get(offerId) ?? inUse.makerOf(offerId), atMs);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, found);
  return found;
}

const isOfKind: { readonly [kind in ConflictKind]: (conflict: Conflict, minPct: number) => boolean } = {
  prices: ({ prices }, minPct) => prices.some(({ pct }) => (pct ?? Infinity) >= minPct),
  tiers: ({ others }) => others.some(({ kind }) => kind === 'context tiers'),
  missing: ({ others }) => others.some(({ kind }) => kind === 'missing'),
};

/** The stake of a line: that of its offer, or of all the sellers it compares. */
function stakeOf({ quotes }: Conflict, by: ConflictsView['by'], stakes: ReadonlyMap<string, Stake>): Stake | null {
  const own = [...new Set(quotes.map(({ offerId }) => offerId))].flatMap((offerId) => stakes.get(offerId) ?? []);
  if (own.length === 0) return null;
  return {
    requests: own.reduce((sum, { requests }) => sum + requests, 0),
    usd: own.reduce((sum, { usd }) => sum + usd, 0),
    bills: by === 'book' ? own.flatMap(({ bills }) => bills) : [],
  };
}

function createNamer(books: OpenStack['books']): (offerId: string) => string {
  const names = new Map<string, string>();
  for (const offer of books.flatMap((book) => book.offers))
    if (!names.has(offer.offerId)) names.set(offer.offerId, offer.name);
  return (offerId) => writtenName(offerId, names.get(offerId) ?? '');
}

/** Whether the books in use charge by this quote, at the hours and in the region of its conflict. */
function createUseTest({ stack }: OpenStack, atMs: number) {
  return ({ hours, region, serviceTier }: Conflict, { offerId, book }: Quote): boolean => {
    const hourMs = weekStartMs(atMs) + (hours?.[0]?.startSecond ?? 0) * 1000;
    const found = stack.find(offerId as OfferId, priceTimeAt(hourMs, atMs, region ?? ''), serviceTier);
    return typeof found !== 'string' && !found.standardInstead && found.book === book;
  };
}

/** Where price books disagree at one date, and what that is worth to a workload. Throws 'not-found', 'bad-input'. */
export async function viewConflicts(params: ConflictsParams): Promise<ConflictsView> {
  const database = await getDatabase();
  const atMs = parseAt(params.at);
  const books = (await listBooks()).map((book) => book.name);
  const inUse = await openStack(params.books ?? DEFAULT_BOOKS);
  const compared = await openStack(params.of?.length ? params.of : books);
  const workloads = listWorkloads(database).map(({ name }) => name);
  const workload = params.w ?? workloads.at(-1) ?? null;
  const stakes =
    workload === null
      ? new Map<string, Stake>()
      : stakesOf(database, await requireWorkload(database, workload), inUse, compared.books, atMs);

  const nameOf = createNamer(compared.books);
  const words = params.q.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ offerId, quotes }: Conflict) => {
    const text = `${offerId} ${nameOf(offerId)} ${quotes.map((quote) => quote.offerId).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const searched = conflictsOf(compared, inUse, params.by, atMs).filter(isFound);
  const found = searched
    .filter((conflict) => isOfKind[params.kind](conflict, params.min))
    .map((conflict) => ({ conflict, stake: stakeOf(conflict, params.by, stakes) }))
    .sort(
      (a, b) =>
        (b.stake?.usd ?? -1) - (a.stake?.usd ?? -1) ||
        compareDescending(a.conflict.worstRatio ?? 0, b.conflict.worstRatio ?? 0) ||
        (a.conflict.offerId < b.conflict.offerId ? -1 : 1),
    );
  const pages = Math.max(1, Math.ceil(found.length / PAGE_LINES));
  const page = Math.min(pages, Math.max(1, params.page));
  const isUsed = createUseTest(inUse, atMs);
  const toLine = ({ conflict, stake }: (typeof found)[number]): ConflictLine => ({
    ...conflict,
    key: JSON.stringify([conflict.offerId, conflict.serviceTier, conflict.region, conflict.hours]),
    name: nameOf(conflict.offerId),
    quotes: conflict.quotes.map((quote) => ({ ...quote, isUsed: isUsed(conflict, quote) })),
    stake,
  });
  const staked = new Map(
    found.flatMap(({ conflict, stake }) => (stake ? [[conflict.offerId, stake.usd] as const] : [])),
  );
  return {
    workloads,
    workload,
    books,
    compared: compared.refs.map(({ name }) => name),
    inUse: inUse.refs.map(({ name }) => name),
    atMs,
    by: params.by,
    kind: params.kind,
    counts: {
      prices: searched.filter((each) => isOfKind.prices(each, params.min)).length,
      tiers: searched.filter((each) => isOfKind.tiers(each, 0)).length,
      missing: searched.filter((each) => isOfKind.missing(each, 0)).length,
    },
    stakeUsd: staked.size === 0 ? null : [...staked.values()].reduce((sum, usd) => sum + usd, 0),
    found: found.length,
    page,
    pages,
    lines: found.slice((page - 1) * PAGE_LINES, page * PAGE_LINES).map(toLine),
  };
}

/** Infinity minus Infinity is no order. */
function compareDescending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}
