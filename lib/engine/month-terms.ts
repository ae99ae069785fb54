import type { OfferId } from '@/lib/domain/ids';
import type { MonthAdjustment, MonthAdjustments, MonthSpend } from '@/lib/domain/month-bill';
import type { MonthTerm, TermScope } from '@/lib/domain/price';
import { isTermInForce, matchesOffer } from './price-terms';

export type BookMonthTerm = { readonly book: string; readonly term: MonthTerm };
type VolumeTerm = Extract<MonthTerm, { readonly kind: 'volume' }>;

const TOO_NARROW = 'it is limited to token classes or service tiers, which a month by model does not tell apart';

/** A scope that names offers covers offers only: what is none (router overhead) falls under scope-less terms. */
function covers({ offers }: TermScope, { model }: MonthSpend): boolean {
  if (offers === undefined) return true;
  return model.includes('/') && matchesOffer(offers, model as OfferId);
}

/** A fee is an amount of its own; the other kinds need to know what exactly their scope costs. */
function isJudged({ kind, scope }: MonthTerm): boolean {
  return kind === 'fee' || (scope.units === undefined && scope.serviceTiers === undefined);
}

const sumUsd = (rows: readonly MonthSpend[]) => rows.reduce((sum, row) => sum + row.usd, 0);

/**
 * The percent that a month's volume earns: with `whole` that of the last band that starts at or below it, with `above`
 * the mean of the bands, each by the part of the volume inside it. 0 below the first band.
 */
export function volumePercent({ applies, bands }: Pick<VolumeTerm, 'applies' | 'bands'>, volume: number): number {
  const reached = bands.filter(({ from }) => from <= volume);
  if (applies === 'whole' || volume <= 0) return reached.at(-1)?.percent ?? 0;
  const earned = reached.reduce((sum, { from, percent }, at) => {
    const end = Math.min(bands[at + 1]?.from ?? volume, volume);
    return sum + percent * (end - from);
  }, 0);
  return earned / volume;
}

/**
 * What the month terms of a stack do to one month's bill, in USD. `spend` is that month's, already scaled; terms in force
 * at `monthStartMs` count. In this order:
 *
 * 1. volume: of each offer the first term in stack order that covers it; usd = spend × volumePercent ÷ 100, the volume
 *    being the USD or the tokens (input + output) of the offers it has;
 * 2. commitments: max(0, usdPerMonth − what the scope costs after 1.); spend counts for every commitment that covers it;
 * 3. fees: usdPerMonth, of a fee that names offers only where they cost something in the month.
 */
export function applyMonthTerms(
  terms: readonly BookMonthTerm[],
  spend: readonly MonthSpend[],
  monthStartMs: number,
): MonthAdjustments {
  const inForce = terms.filter(({ term }) => isTermInForce(term, monthStartMs));
  const judged = inForce.filter(({ term }) => isJudged(term));
  const notApplied = inForce
    .filter(({ term }) => !isJudged(term))
    .map(({ book, term }) => ({ book, label: term.label, why: TOO_NARROW }));
  const lines: MonthAdjustment[] = [];
  const add = (book: string, { label, kind }: MonthTerm, usd: number, baseUsd: number) =>
    lines.push({ book, label, kind, usd: usd || 0, baseUsd });

  let free = spend;
  let net = spend;
  for (const { book, term } of judged) {
    if (term.kind !== 'volume') continue;
    const own = new Set(free.filter((row) => covers(term.scope, row)).map(({ model }) => model));
    const base = free.filter(({ model }) => own.has(model));
    free = free.filter(({ model }) => !own.has(model));
    const baseUsd = sumUsd(base);
    const volume =
      term.measure === 'usd' ? baseUsd : base.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0);
    const share = volumePercent(term, volume) / 100;
    net = net.map((row) => (own.has(row.model) ? { ...row, usd: row.usd * (1 + share) } : row));
    add(book, term, baseUsd * share, baseUsd);
  }
  for (const kind of ['commitment', 'fee'] as const)
    for (const { book, term } of judged) {
      if (term.kind !== kind) continue;
      const baseUsd = sumUsd(net.filter((row) => covers(term.scope, row)));
      const isCharged = term.scope.offers === undefined || baseUsd > 0;
      const unusedUsd = Math.max(0, term.usdPerMonth - baseUsd);
      add(book, term, kind === 'commitment' ? unusedUsd : isCharged ? term.usdPerMonth : 0, baseUsd);
    }
  return { lines, totalUsd: lines.reduce((sum, { usd }) => sum + usd, 0), notApplied };
}

/** What a bill calls the line of a month term. */
export function monthTermTitle({ kind, usd }: Pick<MonthAdjustment, 'kind' | 'usd'>): string {
  if (kind === 'volume') return usd > 0 ? 'Volume surcharge' : 'Volume discount';
  return kind === 'commitment' ? 'Unused commitment' : 'Fee';
}
