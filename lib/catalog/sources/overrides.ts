import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { ClockWindow, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { MONDAY_TO_FRIDAY } from '@/lib/engine/clock';

const HOUR = 3600;
const DEEPSEEK_PRICING_URL = 'https://api-docs.deepseek.com/quick_start/pricing';

/** DeepSeek's peak hours from 2026-08-16T16:00Z on: Monday to Friday, 01:00–04:00 and 06:00–10:00 UTC. */
const PEAK: readonly ClockWindow[] = [
  { weekdays: MONDAY_TO_FRIDAY, startSecond: 1 * HOUR, endSecond: 4 * HOUR },
  { weekdays: MONDAY_TO_FRIDAY, startSecond: 6 * HOUR, endSecond: 10 * HOUR },
];
const PEAK_START_MS = Date.parse('2026-08-16T16:00:00Z');

type Prices = readonly [cacheRead: number, input: number, output: number];

function card([cacheRead, input, output]: Prices): RateCard {
  return { cacheRead, input, output };
}

function deepseekRows(offerId: OfferId, before: Prices, offPeak: Prices, peak: Prices): PriceRow[] {
  const shared = {
    offerId,
    serviceTier: 'standard',
    contextTiers: [],
    sourceUrl: DEEPSEEK_PRICING_URL,
    checkedOn: '2026-11-21',
  } as const;
  return [
    { ...shared, validFromMs: null, validToMs: PEAK_START_MS, clock: null, rates: card(before) },
    { ...shared, validFromMs: PEAK_START_MS, validToMs: null, clock: null, rates: card(offPeak) },
    { ...shared, validFromMs: PEAK_START_MS, validToMs: null, clock: PEAK, rates: card(peak) },
  ];
}

/**
 * The book `overrides`: prices where genai-prices is shown to be wrong. DeepSeek V4: one of genai-prices'
 * constraints cannot hold a date, a weekday and a clock window together.
 */
export function readOverrides(): PriceBook {
  const pro = parseOfferId('deepseek/deepseek-v4-pro');
  const flash = parseOfferId('deepseek/deepseek-v4-flash');
  return {
    name: 'overrides',
    version: '2026-11-21',
    source: 'Waybill, from the makers’ price pages',
    licence: 'MIT',
    observed: false,
    providers: [
      { provider: 'deepseek', name: 'DeepSeek', modelMatch: { starts_with: 'deepseek' }, fallbackProviders: [] },
    ],
    offers: [
      {
        offerId: pro,
        name: 'DeepSeek V4 Pro',
        match: { starts_with: 'deepseek-v4-pro' },
        facts: {},
        sameModelAs: null,
      },
      {
        offerId: flash,
        name: 'DeepSeek V4 Flash',
        match: { starts_with: 'deepseek-v4-flash' },
        facts: {},
        sameModelAs: null,
      },
    ],
    rows: [
      ...deepseekRows(pro, [0.003625, 0.435, 0.87], [0.022, 0.66, 1.98], [0.044, 1.32, 3.96]),
      ...deepseekRows(flash, [0.0028, 0.14, 0.28], [0.007, 0.22, 0.66], [0.014, 0.44, 1.32]),
    ],
  };
}
