import { z } from 'zod';
import { SERVICE_TIERS, UNITS } from '@/lib/domain/usage';

const MAX_REASON_CHARS = 400;
const MAX_REGION_CHARS = 40;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const date = z
  .string()
  .trim()
  .refine((text) => {
    if (text === '') return true;
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(ms)) return false;
    const day = new Date(ms);
    const year = day.getUTCFullYear();
    return day.toISOString().startsWith(text) && year >= FIRST_YEAR && year <= LAST_YEAR;
  }, 'not a date like 2026-08-01')
  .transform((text) => (text === '' ? null : Date.parse(`${text}T00:00:00Z`)));

const usdPerMillion = z.number('a price is a number').min(0, 'a price is 0 or more').max(1e8, 'more than any price');

/** A price set by hand, as the form sends it: rates in USD per 1M, dates in UTC ('' is open), the last day excluded. */
export const overrideSchema = z
  .strictObject({
    offerId: z.string().regex(/^[^/]+\/.+/, 'not an offer (provider/model)'),
    book: z.string(),
    rates: z
      .partialRecord(z.enum(UNITS), usdPerMillion)
      .refine((rates) => Object.values(rates).some((rate) => rate !== undefined), 'give at least one price'),
    from: date,
    to: date,
    serviceTier: z.enum(SERVICE_TIERS),
    region: z
      .string()
      .trim()
      .toLowerCase()
      .max(MAX_REGION_CHARS, `at most ${MAX_REGION_CHARS} characters`)
      .regex(/^[a-z0-9-]*$/, 'letters, digits and dashes, as in eu-west-1')
      .transform((region) => (region === '' ? null : region)),
    reason: z.string().trim().min(1, 'say why').max(MAX_REASON_CHARS, `at most ${MAX_REASON_CHARS} characters`),
    source: z.string().trim().min(1, 'say where the price is written').max(MAX_REASON_CHARS, 'too long'),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, {
    path: ['to'],
    error: 'the end is not after the start',
  });
export type OverrideInput = z.input<typeof overrideSchema>;
export type Override = z.output<typeof overrideSchema>;
