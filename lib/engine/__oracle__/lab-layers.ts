import { parseOfferId } from '@/lib/domain/ids';
import type { ClockWindow, PriceBook, PriceRow, PriceTerm, RateCard } from '@/lib/domain/price';
import { LAB_BOOKS, LAB_WEEK_MS } from './lab-books';

/** Made-up books on top of one another: regions, clocks of zones, a currency, and terms in three layers. */
const HOUR = 3600;
const JANUARY = Date.parse('2026-01-10T00:00:00Z');
const MARCH = Date.parse('2026-03-08T07:00:00Z');
const OCTOBER = Date.parse('2026-10-25T01:00:00Z');
const everyDay = (timeZone: string, start: number, end: number): ClockWindow => ({
  weekdays: 0b1111111,
  startSecond: start * HOUR,
  endSecond: end * HOUR,
  timeZone,
});
const workdays = (timeZone: string, start: number, end: number): ClockWindow => ({
  ...everyDay(timeZone, start, end),
  weekdays: 0b0111110,
});
const NEW_YORK = [workdays('America/New_York', 1, 3), workdays('America/New_York', 9.5, 16)];
const BERLIN = [everyDay('Europe/Berlin', 2, 3), workdays('Europe/Berlin', 22, 24)];
const KOLKATA = [everyDay('Asia/Kolkata', 0, 5.5)];
const LORD_HOWE = [
  everyDay('Australia/Lord_Howe', 1.5, 2.5),
  { weekdays: 1, startSecond: 12 * HOUR, endSecond: 24 * HOUR },
];

function row(id: string, rates: RateCard, parts: Partial<PriceRow> = {}): PriceRow {
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

function book(name: string, ids: readonly string[], parts: Partial<PriceBook>): PriceBook {
  const provider = { provider: 'lab', name: 'Lab', modelMatch: { starts_with: 'lab-' }, fallbackProviders: [] };
  return {
    name,
    version: '1',
    source: 'made up',
    licence: 'MIT',
    observed: false,
    providers: [provider],
    offers: ids.map((id) => ({
      offerId: parseOfferId(id),
      name: id.slice(4),
      match: { equals: id.slice(4) },
      facts: {},
      sameModelAs: null,
    })),
    rows: [],
    ...parts,
  };
}

function term(label: string, percent: number, parts: Partial<PriceTerm> = {}): PriceTerm {
  return { label, percent, scope: {}, validFromMs: null, validToMs: null, source: 'made up', ...parts };
}

const WORLD: PriceBook = book('lab-world', ['lab/lab-world', 'lab/lab-eu-only', 'lab/lab-zoned'], {
  rows: [
    row('lab/lab-world', { input: 1, cacheRead: 0.1, output: 4 }),
    row('lab/lab-world', { input: 1.1, output: 4.4 }, { region: 'eu', validFromMs: JANUARY, validToMs: OCTOBER }),
    row('lab/lab-world', { input: 1.3, cacheRead: 0.2, output: 5 }, { region: 'eu-west-1' }),
    row('lab/lab-world', { input: 0.6, output: 2 }, { region: 'eu', clock: BERLIN }),
    row(
      'lab/lab-world',
      { input: 0.9, output: 3 },
      {
        region: 'us',
        clock: NEW_YORK,
        contextTiers: [{ thresholdTokens: 20_000, inclusive: true, rates: { input: 2, cacheRead: 0.4, output: 6 } }],
      },
    ),
    row('lab/lab-world', { input: 0.5, output: 2 }, { serviceTier: 'batch', region: 'us' }),
    row('lab/lab-eu-only', { input: 2, output: 9, reasoning: 12 }, { region: 'eu' }),
    row('lab/lab-eu-only', { input: 1, output: 3 }, { serviceTier: 'batch', region: 'us-east-1', validFromMs: MARCH }),
    row('lab/lab-zoned', { input: 1, cacheRead: 0.3, output: 3 }),
    row('lab/lab-zoned', { input: 2, output: 5 }, { clock: NEW_YORK }),
    row('lab/lab-zoned', { input: 3, cacheWrite: 4, output: 7 }, { clock: BERLIN, validFromMs: MARCH }),
    row('lab/lab-zoned', { input: 0.7, output: 2.2 }, { serviceTier: 'batch', clock: KOLKATA }),
    row('lab/lab-zoned', { input: 0.8, output: 2.6 }, { serviceTier: 'flex', clock: LORD_HOWE }),
  ],
});

/** Seen prices by region: what is nearest depends on where the call comes from. */
const SEEN_WORLD: PriceBook = book('lab-seen-world', ['lab/lab-seen-world'], {
  observed: true,
  rows: [
    row('lab/lab-seen-world', { input: 1, output: 2 }, { validFromMs: JANUARY, validToMs: JANUARY + 40_000 }),
    row(
      'lab/lab-seen-world',
      { input: 0.5, output: 1 },
      { validFromMs: JANUARY + 20_000, validToMs: JANUARY + 40_000, clock: KOLKATA },
    ),
    row('lab/lab-seen-world', { input: 3, output: 4 }, { region: 'eu', validFromMs: MARCH, validToMs: MARCH + 9 }),
    row('lab/lab-seen-world', { input: 5, output: 6 }, { region: 'us', validFromMs: LAB_WEEK_MS, validToMs: MARCH }),
  ],
});

/** A gateway's list in euros, with a markup on what it passes on. */
const GATEWAY: PriceBook = book('lab-gateway', ['lab/lab-euro'], {
  currency: { code: 'EUR', usdPerUnit: 1.0843, rateDate: '2026-02-01', source: 'made up' },
  rows: [
    row(
      'lab/lab-euro',
      { input: 1, cacheRead: 0.1, cacheWrite: 1.5, output: 3, request: 70, webSearch: 9000 },
      { contextTiers: [{ thresholdTokens: 9_999, inclusive: false, rates: { input: 2, output: 5, request: 70 } }] },
    ),
    row('lab/lab-euro', { input: 0.5, output: 1.5 }, { region: 'eu', validFromMs: LAB_WEEK_MS }),
  ],
  terms: [
    term('free of markup', 0, { scope: { offers: ['lab/lab-world'], units: ['cacheRead', 'output'] } }),
    term('fee a call', 5.5, {
      usdPerRequest: 0.0003,
      scope: { offers: ['lab/lab-w*', 'lab/lab-s*'], serviceTiers: ['standard'] },
    }),
    term('margin', 0, { usdPerMtok: 0.05, scope: { offers: ['lab/lab-clocked', 'lab/lab-eu-only'] } }),
    term('markup', 12.5, { scope: { offers: ['lab/*'] }, validFromMs: JANUARY }),
  ],
});

/** A contract: discounts by class, by service tier and by date, over the gateway. */
const DEAL: PriceBook = book('lab-deal', ['lab/lab-small'], {
  rows: [row('lab/lab-small', { input: 0.25, output: 1 }, { region: 'eu', clock: BERLIN })],
  terms: [
    term('cache at a third', -66, { scope: { units: ['cacheRead', 'cacheWrite1h', 'reasoning'] } }),
    term('spring', -25, { validFromMs: LAB_WEEK_MS + 3 * 86_400_000 + 1, validToMs: MARCH }),
    term('batch for free', -100, { scope: { serviceTiers: ['batch'], offers: ['lab/lab-zoned'] } }),
    term('input', -10, { scope: { units: ['input', 'webSearch', 'request'] } }),
    term('not on the euro list', 0, { scope: { offers: ['lab/lab-euro'] } }),
    term('the rest', -5, { usdPerMtok: 0.01 }),
  ],
});

const TOP: PriceBook = book('lab-top', [], {
  terms: [term('reseller', 3, { usdPerRequest: 0.0001, scope: { offers: ['lab/lab-zoned', 'lab/lab-euro'] } })],
});

/** Contract over gateway over lists. */
export const LAB_LAYERS: readonly PriceBook[] = [TOP, DEAL, GATEWAY, WORLD, SEEN_WORLD, ...LAB_BOOKS];
