import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { findSlip } from './rate-cards';

/** A price that looks like a slip of units: whose, which class, and why it looks so. */
export type OddPrice = { readonly row: PriceRow; readonly unit: Unit; readonly why: string };

/**
 * A class beside the class it goes with: the widest of the prices known. Each span is under 1,000, so that a slip of
 * 1,000 leaves it.
 */
const BESIDE: { readonly [unit in Unit]?: { readonly unit: Unit; readonly least: number; readonly most: number } } = {
  cacheRead: { unit: 'input', least: 0.005, most: 2 },
  cacheWrite: { unit: 'input', least: 0.05, most: 15 },
  cacheWrite1h: { unit: 'input', least: 0.3, most: 25 },
  inputAudio: { unit: 'input', least: 0.25, most: 70 },
  inputImage: { unit: 'input', least: 0.25, most: 10 },
  output: { unit: 'input', least: 0.2, most: 100 },
  reasoning: { unit: 'output', least: 0.3, most: 10 },
  outputAudio: { unit: 'output', least: 1, most: 60 },
  outputImage: { unit: 'output', least: 1, most: 50 },
};

/** Where there is no other price of the model: what all but a few cost. */
const ALONE: { readonly [unit in Unit]?: { readonly least: number; readonly most: number } } = {
  input: { least: 0.004, most: 250 },
  output: { least: 0.01, most: 600 },
  cacheRead: { least: 0.001, most: 50 },
  webSearch: { least: 1_000, most: 100_000 },
  request: { least: 100, most: 100_000 },
};

/** Prices of one model, in other books, at other sellers or dates, lie within this factor of their middle. */
const MOST_APART = 31;

/** The model without its seller, its date and its variant: what resellers share. */
function modelKey(offerId: OfferId): string {
  const last = offerId.slice(offerId.lastIndexOf('/') + 1).toLowerCase();
  return last
    .replace(/:.*$/, '')
    .replace(/[-@]\d{4}-?\d{2}-?\d{2}(-v\d+)?$/, '')
    .replace(/^.*\.(?=[a-z])/, '');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

type Peer = { readonly book: string; readonly row: PriceRow; readonly usd: number };

/** The middle of the other prices of a class of a model; null where there is none. */
function createPeerLookup(books: readonly PriceBook[]) {
  const byModel = new Map<string, Peer[]>();
  for (const book of books)
    for (const row of book.rows)
      for (const unit of ['input', 'output'] as const) {
        const usd = (row.rates[unit] ?? 0) * (book.currency?.usdPerUnit ?? 1);
        const key = `${modelKey(row.offerId)} ${unit}`;
        if (usd > 0) getOrCreate(byModel, key, () => []).push({ book: book.name, row, usd });
      }
  return (book: string, row: PriceRow, unit: Unit): number | null => {
    const all = (byModel.get(`${modelKey(row.offerId)} ${unit}`) ?? []).filter((peer) => peer.row !== row);
    const elsewhere = all.filter((peer) => peer.book !== book);
    // A whole file may be read in the wrong unit: other books speak before its own rows.
    const peers = elsewhere.length > 0 ? elsewhere : all;
    return peers.length === 0 ? null : median(peers.map((peer) => peer.usd));
  };
}

function besideProblem(card: RateCard, unit: Unit): string | null {
  const limits = BESIDE[unit];
  const beside = limits === undefined ? undefined : card[limits.unit];
  if (limits === undefined || beside === undefined || beside === 0) return null;
  const ratio = (card[unit] as number) / beside;
  if (ratio >= limits.least && ratio <= limits.most) return null;
  return `${Number(ratio.toPrecision(2))} × ${limits.unit}`;
}

function farFrom(usd: number, peer: number): string | null {
  return Math.max(usd / peer, peer / usd) > MOST_APART
    ? `others of this model cost ${Number(peer.toPrecision(3))}`
    : null;
}

function lonelyProblem(unit: Unit, usd: number): string | null {
  const limits = ALONE[unit];
  if (limits === undefined || (usd >= limits.least && usd <= limits.most)) return null;
  return usd > limits.most ? 'dearer than any' : 'cheaper than any';
}

export type PriceJudge = (book: PriceBook, row: PriceRow, instead?: PriceRow) => OddPrice[];

/**
 * Judges rows beside the prices of `books` (which may hold the row's own). Gives the prices of a row that look like a
 * slip of units: beside the other classes of their card, other prices of the model, or, where there are none, any
 * price. `instead` is judged in the place of `row`.
 */
export function createPriceJudge(books: readonly PriceBook[]): PriceJudge {
  const peerOf = createPeerLookup(books);
  return (book, row, instead = row) => {
    const usdPerUnit = book.currency?.usdPerUnit ?? 1;
    const judge = (card: RateCard, unit: Unit): string | null => {
      const usd = (card[unit] as number) * usdPerUnit;
      const base = instead.rates[unit];
      const peer = card === instead.rates ? peerOf(book.name, row, unit) : base ? base * usdPerUnit : null;
      return besideProblem(card, unit) ?? (peer === null ? lonelyProblem(unit, usd) : farFrom(usd, peer));
    };
    return [instead.rates, ...instead.contextTiers.map((tier) => tier.rates)].flatMap((card) =>
      (Object.keys(card) as Unit[]).flatMap((unit) => {
        const why = card[unit] === 0 ? null : (findSlip({ [unit]: card[unit] }) ?? judge(card, unit));
        return why === null ? [] : [{ row: instead, unit, why }];
      }),
    );
  };
}
