import { z } from 'zod';
import type { NameMatch } from '@/lib/domain/price';
import { SERVICE_TIERS, UNITS } from '@/lib/domain/usage';
import { isTimeZone } from '@/lib/engine/clock';
import { parseDays, parseIsoDate, parseTimeOfDay } from './price-book-text';

const text = z.string().trim();
const name = text.min(1, 'must not be empty');
const amount = z.number().min(0, 'must be 0 or more');
const isoDate = text.refine((value) => parseIsoDate(value) !== null, 'is not an ISO date such as 2026-01-01');
const day = text.regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day such as 2026-01-01').pipe(isoDate);
const offerId = text.regex(/^[^/\s]+\/\S+$/, 'is not provider/model');
const pattern = text.regex(/^(\*|[^/\s*]+\/[^\s*]*\*?)$/, 'is not provider/model, provider/*, provider/prefix* or *');
const dates = { from: isoDate.nullish(), to: isoDate.nullish() };
const tier = z.enum(SERVICE_TIERS);

type Dates = { readonly from?: string | null; readonly to?: string | null };
const inOrder = ({ from, to }: Dates) =>
  from == null || to == null || (parseIsoDate(from) as number) < (parseIsoDate(to) as number);
const ORDER = { message: 'to is not after from; the end is not included', path: ['to'] };

const rates = z
  .partialRecord(z.enum(UNITS), amount)
  .describe('Per 1M units, in the currency of the book; {}: sold, at a price nobody knows.');

const nameMatch: z.ZodType<NameMatch> = z.lazy(() =>
  z.union([
    z.strictObject({ or: z.array(nameMatch) }),
    z.strictObject({ and: z.array(nameMatch) }),
    z.strictObject({ equals: z.string() }),
    z.strictObject({ starts_with: z.string() }),
    z.strictObject({ ends_with: z.string() }),
    z.strictObject({ contains: z.string() }),
    z.strictObject({ regex: z.string().refine(isRegex, 'is not a regular expression') }),
  ]),
);

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'i');
    return true;
  } catch {
    return false;
  }
}

const scope = z
  .strictObject({
    offers: z.array(pattern).min(1).optional(),
    units: z.array(z.enum(UNITS)).min(1).optional(),
    serviceTiers: z.array(tier).min(1).optional(),
  })
  .describe('What a term covers; what is absent covers all.');

const termBase = { label: name, scope: scope.default({}), ...dates, source: name };

const priceTerm = z
  .strictObject({
    ...termBase,
    percent: z.number().min(-100, 'must be −100 or more: −100 is 100 % off').default(0),
    usdPerMtok: amount.optional(),
    usdPerRequest: amount.optional(),
  })
  .refine(inOrder, ORDER)
  .refine(({ usdPerRequest, scope: { units } }) => !usdPerRequest || (units?.includes('request') ?? true), {
    message: 'needs a scope that covers requests: add "request" to its units or leave them out',
    path: ['usdPerRequest'],
  })
  .refine(
    ({ usdPerMtok, scope: { units } }) =>
      !usdPerMtok || (units?.some((unit) => unit !== 'request' && unit !== 'webSearch') ?? true),
    { message: 'needs a scope that covers tokens', path: ['usdPerMtok'] },
  );

const bands = z
  .array(z.strictObject({ from: amount, percent: z.number().min(-100, 'must be −100 or more') }))
  .min(1, 'needs at least one band')
  .superRefine((list, context) => {
    for (const [at, band] of list.entries())
      if (at > 0 && band.from <= (list[at - 1]?.from ?? 0))
        context.addIssue({
          code: 'custom',
          path: [at, 'from'],
          message: 'bands must rise: each starts above the one before',
        });
  });

const usdPerMonth = z.number().positive('must be above 0');

const monthTerm = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...termBase,
      kind: z.literal('volume'),
      measure: z.enum(['usd', 'tokens']),
      applies: z.enum(['above', 'whole']),
      bands,
    }),
    z.strictObject({ ...termBase, kind: z.literal('commitment'), usdPerMonth }),
    z.strictObject({ ...termBase, kind: z.literal('fee'), usdPerMonth }),
  ])
  .refine(inOrder, ORDER);

const time = text.refine((value) => parseTimeOfDay(value) !== null, 'is not a time such as 09:30');

const hours = z
  .strictObject({
    days: text.refine((value) => parseDays(value) !== null, 'is not weekdays such as Mon-Fri').default(''),
    from: time,
    to: time,
    timeZone: name.refine(isTimeZone, 'is no time zone such as Europe/Berlin').optional(),
  })
  .refine(({ from, to }) => (parseTimeOfDay(from) as number) < (parseTimeOfDay(to) as number), {
    message: 'to is not after from: write hours past midnight as two windows',
    path: ['to'],
  });

const tokens = z.int().positive();

const contextTier = z
  .strictObject({
    aboveTokens: tokens.describe('Over this many input tokens.').optional(),
    fromTokens: tokens.describe('From this many input tokens on.').optional(),
    rates,
  })
  .refine((value) => (value.aboveTokens === undefined) !== (value.fromTokens === undefined), {
    message: 'needs either aboveTokens or fromTokens',
  });

const price = z
  .strictObject({
    offer: offerId,
    tier: tier.default('standard'),
    region: text.toLowerCase().min(1).nullish(),
    ...dates,
    hours: z.array(hours).min(1).nullish().describe('Absent: every hour no other price of the offer claims.'),
    rates,
    contextTiers: z
      .array(contextTier)
      .default([])
      .superRefine((list, context) => {
        const thresholdOf = (at: number) => list[at]?.aboveTokens ?? list[at]?.fromTokens ?? 0;
        for (const at of list.keys())
          if (at > 0 && thresholdOf(at) <= thresholdOf(at - 1))
            context.addIssue({ code: 'custom', path: [at], message: 'thresholds must rise' });
      }),
    source: text.optional(),
    checkedOn: text.nullish(),
    note: z.string().nullish(),
  })
  .refine(inOrder, ORDER);

const facts = z.looseObject({
  contextWindowTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
  capabilities: z.record(z.string(), z.boolean()).optional(),
  origin: z.string().optional(),
  outputTokensPerSecond: z.number().optional(),
  deprecated: z.boolean().optional(),
  deprecatedOn: z.string().optional(),
  access: z.record(z.string(), z.unknown()).optional(),
});

/** A price book as JSON, version 1: to import, to download, to keep in git. Rows are checked by `parseBookJson`. */
export const bookJsonSchema = z
  .strictObject({
    $schema: z.string().optional(),
    waybillBook: z.literal(1),
    name: text.optional(),
    source: text.optional(),
    licence: text.optional(),
    observed: z.boolean().default(false).describe('A history of what was seen.'),
    currency: z
      .strictObject({
        code: text.regex(/^[A-Z]{3}$/, 'is not a currency code such as EUR'),
        usdPerUnit: z.number().positive('must be above 0'),
        rateDate: day,
        source: name,
      })
      .nullish()
      .describe('What the prices are written in; absent: USD. Terms are always in USD.'),
    terms: z.array(priceTerm).default([]).describe('Change the prices of the books below; the first that covers wins.'),
    monthTerms: z.array(monthTerm).default([]),
    prices: z.array(price).default([]),
    offers: z
      .array(
        z.strictObject({
          offer: offerId,
          name: z.string().optional(),
          match: nameMatch.nullish(),
          facts: facts.default({}),
          sameModelAs: offerId.nullish(),
        }),
      )
      .default([])
      .describe('Only for offers whose name, facts or matching need saying.'),
    providers: z
      .array(
        z.strictObject({
          provider: name,
          name: z.string().optional(),
          modelMatch: nameMatch.nullish(),
          fallbackProviders: z.array(name).default([]),
        }),
      )
      .default([]),
  })
  .meta({ title: 'Waybill price book, version 1' });

/** As it is written: defaults may be left out. */
export type BookJson = z.input<typeof bookJsonSchema>;
export type ParsedBookJson = z.output<typeof bookJsonSchema>;
