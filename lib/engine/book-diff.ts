import type { BookDiff, BookDiffLine, ChangeKind, RateChange } from '@/lib/domain/book-view';
import type { ContextTier, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';
import { diffTerms, isOrderChanged, isSameContent } from './book-diff-terms';
import { clockKey } from './clock';
import { groupBy } from './group-by';

/** A price this many times another is rather a slip of units than a new price. */
const SUSPICIOUS_RATIO = 10;
const DUST = 1e-9;

function isEqualRate(a: number, b: number): boolean {
  return Math.abs(a - b) <= DUST * Math.max(a, b);
}

function isSuspiciousChange(before: number | null, after: number | null): boolean {
  if (before === null || after === null || isEqualRate(before, after)) return false;
  const [low, high] = before < after ? [before, after] : [after, before];
  return high >= low * SUSPICIOUS_RATIO * (1 - DUST);
}

type Scaled = { readonly row: PriceRow; readonly factor: number };

function changesOfCard(
  before: RateCard,
  after: RateCard,
  [factorBefore, factorAfter]: readonly [number, number],
  tier: RateChange['tier'],
): RateChange[] {
  const scaled = (rates: RateCard, unit: Unit, factor: number) => {
    const rate = rates[unit];
    return rate === undefined ? null : rate * factor;
  };
  return UNITS.flatMap((unit) => {
    const was = scaled(before, unit, factorBefore);
    const is = scaled(after, unit, factorAfter);
    if (was === null && is === null) return [];
    const percent = was === null || is === null || was === 0 ? null : isEqualRate(was, is) ? 0 : (is / was - 1) * 100;
    return [{ unit, tier, before: was, after: is, percent, isSuspicious: isSuspiciousChange(was, is) }];
  });
}

const tierKey = ({ thresholdTokens, inclusive }: ContextTier) => `${thresholdTokens}${inclusive ? '=' : ''}`;

function compareRates(before: Scaled | null, after: Scaled | null): RateChange[] {
  const factors = [before?.factor ?? 1, after?.factor ?? 1] as const;
  const tiersBefore = before?.row.contextTiers ?? [];
  const tiersAfter = after?.row.contextTiers ?? [];
  const tiers = new Map([...tiersBefore, ...tiersAfter].map((tier) => [tierKey(tier), tier]));
  const ratesOf = (list: readonly ContextTier[], key: string) =>
    list.find((tier) => tierKey(tier) === key)?.rates ?? {};
  return [
    ...changesOfCard(before?.row.rates ?? {}, after?.row.rates ?? {}, factors, null),
    ...[...tiers]
      .sort(([, a], [, b]) => a.thresholdTokens - b.thresholdTokens || Number(b.inclusive) - Number(a.inclusive))
      .flatMap(([key, { thresholdTokens, inclusive }]) =>
        changesOfCard(ratesOf(tiersBefore, key), ratesOf(tiersAfter, key), factors, { thresholdTokens, inclusive }),
      ),
  ];
}

const spanOf = ({ validFromMs, validToMs }: PriceRow) => ({ validFromMs, validToMs });

function toLine(before: Scaled | null, after: Scaled | null): BookDiffLine {
  const row = (after ?? before)?.row as PriceRow;
  const rates = compareRates(before, after);
  const isSameRate = ({ before: was, after: is }: RateChange) => was !== null && is !== null && isEqualRate(was, is);
  let kind: ChangeKind = 'same';
  if (before === null) kind = 'new';
  else if (after === null) kind = 'gone';
  else if (spanKey(before.row) !== spanKey(after.row) || !rates.every(isSameRate)) kind = 'changed';
  return {
    kind,
    offerId: row.offerId,
    serviceTier: row.serviceTier,
    region: row.region ?? null,
    clock: row.clock,
    before: before === null ? null : spanOf(before.row),
    after: after === null ? null : spanOf(after.row),
    rates,
    isSuspicious: rates.some((rate) => rate.isSuspicious),
  };
}

const spanKey = (row: PriceRow) => `${row.validFromMs}–${row.validToMs}`;

/** Pairs rows of one key: by their dates, else by their start, else in the order of time. */
function pairRows(before: readonly PriceRow[], after: readonly PriceRow[]): [PriceRow | null, PriceRow | null][] {
  const byTime = (a: PriceRow, b: PriceRow) =>
    (a.validFromMs ?? -Infinity) - (b.validFromMs ?? -Infinity) ||
    (a.validToMs ?? Infinity) - (b.validToMs ?? Infinity);
  let left = [...before].sort(byTime);
  const right = [...after].sort(byTime);
  const pairs: [PriceRow | null, PriceRow | null][] = [];
  for (const keyOf of [spanKey, (row: PriceRow) => `${row.validFromMs}`, () => ''])
    left = left.filter((row) => {
      const at = right.findIndex((other) => keyOf(other) === keyOf(row));
      if (at >= 0) pairs.push([row, ...right.splice(at, 1)] as [PriceRow, PriceRow]);
      return at < 0;
    });
  for (const row of left) pairs.push([row, null]);
  for (const row of right) pairs.push([null, row]);
  return pairs;
}

const rowKey = (row: PriceRow) =>
  `${row.offerId}\n${row.serviceTier}\n${row.region ?? ''}\n${row.clock === null ? '' : clockKey(row.clock)}`;

/**
 * What stands differently in book `after` than in `before`, price row by price row. Rows are the same where offer,
 * service tier, region and hours agree; other dates or rates are a change, another source or note is none. Rates per 1M
 * units, in the books' currency where they share it, else in USD at each book's rate. Lines come by offer.
 */
export function diffBooks(before: PriceBook | null, after: PriceBook | null): BookDiff {
  const codeOf = (book: PriceBook | null) => book?.currency?.code ?? 'USD';
  const isOneCurrency = before === null || after === null || codeOf(before) === codeOf(after);
  const scaleOf = (book: PriceBook | null) => (isOneCurrency ? 1 : (book?.currency?.usdPerUnit ?? 1));
  const rowsBefore = groupBy(before?.rows ?? [], rowKey);
  const rowsAfter = groupBy(after?.rows ?? [], rowKey);
  const scaled = (row: PriceRow | null, factor: number) => (row === null ? null : { row, factor });
  const lines = [...new Set([...rowsBefore.keys(), ...rowsAfter.keys()])]
    .sort()
    .flatMap((key) => pairRows(rowsBefore.get(key) ?? [], rowsAfter.get(key) ?? []))
    .map(([was, is]) => toLine(scaled(was, scaleOf(before)), scaled(is, scaleOf(after))));
  const counts = { new: 0, changed: 0, gone: 0, same: 0, suspicious: 0 };
  for (const { kind, isSuspicious } of lines) {
    counts[kind]++;
    if (isSuspicious) counts.suspicious++;
  }
  const currency = { before: before?.currency ?? null, after: after?.currency ?? null };
  return {
    counts,
    currencyCode: isOneCurrency ? codeOf(after ?? before) : 'USD',
    lines,
    terms: diffTerms(before?.terms ?? [], after?.terms ?? []),
    isTermOrderChanged: isOrderChanged(before?.terms ?? [], after?.terms ?? []),
    monthTerms: diffTerms(before?.monthTerms ?? [], after?.monthTerms ?? []),
    currency: isSameContent(currency.before, currency.after) ? null : currency,
  };
}
