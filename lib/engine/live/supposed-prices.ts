import { WaybillError } from '@/lib/domain/errors';
import type { PriceBook } from '@/lib/domain/price';
import type { Suppositions } from './live-inputs';

export const SUPPOSED_BOOK = 'supposed';
export const SUPPOSED_MIN_PCT = -90;
export const SUPPOSED_MAX_PCT = 200;

/** Reads `openai/*:-20` (percent; `*` is every offer). Throws WaybillError 'bad-input'. */
export function parseSupposedPrices(texts: readonly string[] | null): Suppositions['prices'] {
  return (texts ?? []).map((text) => {
    const at = text.lastIndexOf(':');
    const offers = text.slice(0, Math.max(0, at)).trim();
    const percent = Number(text.slice(at + 1));
    if (
      offers === '' ||
      text.slice(at + 1).trim() === '' ||
      !(percent >= SUPPOSED_MIN_PCT && percent <= SUPPOSED_MAX_PCT)
    )
      throw new WaybillError(
        'bad-input',
        `a supposed price change is offers:percent, ${SUPPOSED_MIN_PCT} to ${SUPPOSED_MAX_PCT}, as in openai/*:-20, not "${text}"`,
      );
    return { offers, percent };
  });
}

export function writeSupposedPrices(prices: Suppositions['prices']): string[] | null {
  const texts = prices.flatMap(({ offers, percent }) => (percent === 0 ? [] : `${offers}:${percent}`));
  return texts.length === 0 ? null : texts;
}

/** Supposed price changes as a book of terms, to be laid over a stack; null where nothing is supposed. */
export function supposedBook(prices: Suppositions['prices']): PriceBook | null {
  if (prices.length === 0) return null;
  return {
    name: SUPPOSED_BOOK,
    version: '1',
    source: 'supposed',
    licence: '',
    observed: false,
    providers: [],
    offers: [],
    rows: [],
    terms: prices.map(({ offers, percent }) => ({
      label: `supposed: ${offers} ${percent > 0 ? '+' : ''}${percent} %`,
      scope: { offers: [offers] },
      validFromMs: null,
      validToMs: null,
      source: 'supposed',
      percent,
    })),
  };
}
