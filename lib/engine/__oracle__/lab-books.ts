import { parseOfferId } from '@/lib/domain/ids';
import type { ClockWindow, Offer, OfferFacts, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';

/** Made-up books that hold what no real book holds at once: dates × clocks × service tiers × context tiers × gaps. */
const HOUR = 3600;
const WORKDAY: readonly ClockWindow[] = [
  { weekdays: 0b0111110, startSecond: 8 * HOUR, endSecond: 18 * HOUR },
  { weekdays: 0b0100000, startSecond: 18 * HOUR, endSecond: 20 * HOUR },
];
const WEEKEND: readonly ClockWindow[] = [{ weekdays: 0b1000001, startSecond: 0, endSecond: 24 * HOUR }];
const JANUARY = Date.parse('2026-01-10T00:00:00Z');
const FEBRUARY = Date.parse('2026-02-03T12:34:56.789Z');
const MARCH = Date.parse('2026-03-01T00:00:00Z');
export const LAB_WEEK_MS = Date.parse('2026-02-02T00:00:00Z');

type RowParts = Partial<Omit<PriceRow, 'offerId' | 'rates'>>;

function row(id: string, rates: RateCard, parts: RowParts = {}): PriceRow {
  return {
    offerId: parseOfferId(id),
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    contextTiers: [],
    sourceUrl: 'https://lab.example',
    checkedOn: null,
    ...parts,
    rates,
  };
}

function offer(id: string, facts: OfferFacts = {}): Offer {
  const model = id.slice(id.indexOf('/') + 1);
  return { offerId: parseOfferId(id), name: model, match: { equals: model }, facts, sameModelAs: null };
}

function book(name: string, observed: boolean, offers: readonly Offer[], rows: readonly PriceRow[]): PriceBook {
  const provider = { provider: 'lab', name: 'Lab', modelMatch: { starts_with: 'lab-' }, fallbackProviders: [] };
  return { name, version: '1', source: 'made up', licence: 'MIT', observed, providers: [provider], offers, rows };
}

const BIG_TIERS: PriceRow['contextTiers'] = [
  { thresholdTokens: 10_000, inclusive: false, rates: { input: 4, cacheRead: 0.4, output: 13 } },
  { thresholdTokens: 30_000, inclusive: true, rates: { input: 7, cacheRead: 0.7, cacheWrite: 8, output: 29 } },
];

/** List prices. `lab-clocked` has everything at once. */
export const LAB: PriceBook = book(
  'lab',
  false,
  [
    offer('lab/lab-clocked', {
      contextWindowTokens: 60_000,
      capabilities: { vision: true, tools: true, audio: false },
      origin: 'US',
      regions: ['eu-west-1', 'eu-central-1'],
      openWeights: false,
      outputTokensPerSecond: 50,
      firstTokenMs: 400,
      deprecatedOn: '2026-06-30',
      access: { payment: 'card', support: 'English' },
    }),
    offer('lab/lab-small', {
      contextWindowTokens: 32_000,
      capabilities: { vision: false, tools: true },
      origin: 'CN',
      regions: ['eu-west-2', 'us-east-1'],
      openWeights: true,
      outputTokensPerSecond: 120,
      firstTokenMs: 900,
      deprecatedOn: '2027-01-01',
      access: { payment: 'WeChat / Alipay only', support: 'Chinese only' },
    }),
    offer('lab/lab-tiny', {
      contextWindowTokens: 8_000,
      capabilities: { vision: false, tools: false, audio: true },
      regions: ['global'],
      outputTokensPerSecond: 300,
      deprecated: true,
      access: { payment: 'card' },
    }),
    offer('lab/lab-ended'),
    offer('lab/lab-output-only', { contextWindowTokens: 100_000 }),
    offer('lab/lab-cache-only', { contextWindowTokens: 100_000 }),
    offer('lab/lab-voice', { capabilities: { vision: true, audio: true, tools: true }, origin: 'FR', regions: ['eu'] }),
    offer('lab/lab-unpriced'),
  ],
  [
    row(
      'lab/lab-clocked',
      { input: 1, cacheRead: 0.1, cacheWrite: 1.25, cacheWrite1h: 2, output: 5, reasoning: 6, webSearch: 10_000 },
      {
        validToMs: JANUARY,
      },
    ),
    row(
      'lab/lab-clocked',
      { input: 2, cacheRead: 0.2, output: 7, request: 500 },
      { validFromMs: JANUARY, validToMs: FEBRUARY, contextTiers: BIG_TIERS },
    ),
    row(
      'lab/lab-clocked',
      { input: 3, output: 11 },
      { validFromMs: JANUARY, validToMs: FEBRUARY, clock: WORKDAY, contextTiers: BIG_TIERS },
    ),
    row('lab/lab-clocked', { input: 1.5, cacheRead: 0.15, output: 4 }, { validFromMs: FEBRUARY }),
    row('lab/lab-clocked', { input: 0.5, cacheRead: 0.05, output: 2 }, { validFromMs: FEBRUARY, clock: WEEKEND }),
    row('lab/lab-clocked', { input: 0.9, output: 2.5 }, { serviceTier: 'batch', validFromMs: JANUARY }),
    row('lab/lab-clocked', { input: 0.7, output: 1.5 }, { serviceTier: 'batch', validFromMs: JANUARY, clock: WEEKEND }),
    row(
      'lab/lab-clocked',
      { input: 9, cacheRead: 1, output: 30 },
      { serviceTier: 'priority', contextTiers: BIG_TIERS },
    ),
    row(
      'lab/lab-small',
      { input: 0.4, output: 1.6 },
      {
        contextTiers: [
          { thresholdTokens: 16_000, inclusive: true, rates: { input: 0.8, output: 2.4, cacheWrite1h: 1.7 } },
        ],
      },
    ),
    row('lab/lab-small', { input: 0.2, output: 0.8 }, { serviceTier: 'batch' }),
    row('lab/lab-tiny', { input: 0.05, output: 0.2, request: 100 }),
    row('lab/lab-ended', { input: 0.3, output: 0.9 }, { validToMs: JANUARY }),
    row('lab/lab-output-only', { output: 0.35 }),
    row('lab/lab-cache-only', { cacheRead: 0.02, output: 0.35 }),
    row('lab/lab-voice', {
      input: 1,
      inputAudio: 30,
      inputImage: 3,
      output: 4,
      outputAudio: 60,
      outputImage: 40,
      webSearch: 25_000,
    }),
  ],
);

/** A contract: only part of the time, and of the models. It lies on top of the list. */
export const LAB_CONTRACT: PriceBook = book(
  'lab-contract',
  false,
  [offer('lab/lab-clocked', { contextWindowTokens: 50_000 })],
  [
    row('lab/lab-clocked', { input: 0.8, output: 3 }, { validFromMs: FEBRUARY, validToMs: MARCH }),
    row('lab/lab-small', { input: 0.3, output: 1.1 }, { validFromMs: MARCH, clock: WORKDAY }),
  ],
);

/** A history of what was seen, with gaps; its batch prices have gaps of their own. */
export const LAB_SEEN: PriceBook = book(
  'lab-seen',
  true,
  [offer('lab/lab-seen', { contextWindowTokens: 40_000, capabilities: { vision: true, tools: true, audio: true } })],
  [
    row('lab/lab-seen', { input: 1, output: 2 }, { validFromMs: JANUARY, validToMs: JANUARY + 5000 }),
    row(
      'lab/lab-seen',
      { input: 2, cacheRead: 0.5, output: 3 },
      { validFromMs: JANUARY + 20_000, validToMs: FEBRUARY },
    ),
    row('lab/lab-seen', { input: 3, output: 4 }, { validFromMs: MARCH, validToMs: MARCH + 1 }),
    row('lab/lab-seen', { input: 3.5, output: 5 }, { validFromMs: MARCH, validToMs: MARCH + 1, clock: WEEKEND }),
    row(
      'lab/lab-seen',
      { input: 0.5, output: 1 },
      { serviceTier: 'batch', validFromMs: JANUARY, validToMs: JANUARY + 30_000 },
    ),
    row('lab/lab-seen', { input: 0.6, output: 1.2 }, { serviceTier: 'batch', validFromMs: FEBRUARY, validToMs: MARCH }),
  ],
);

export const LAB_BOOKS: readonly PriceBook[] = [LAB_CONTRACT, LAB_SEEN, LAB];
