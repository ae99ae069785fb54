import { z } from 'zod';
import { WaybillError } from '@/lib/domain/errors';
import type { Condition, Policy, Route } from '@/lib/domain/policy';
import { ACCESS_FACTS, CAPABILITIES } from '@/lib/domain/price';
import { SERVICE_TIERS } from '@/lib/domain/usage';
import { formatIssues } from './issues';

const fraction = z.number().min(0).max(1);
const positive = z.number().positive();
const tokens = z.int().min(0);
const name = z.string().min(1);
const names = z.array(name).min(1);
const tier = z.enum(SERVICE_TIERS);

const size = z
  .strictObject({ atLeast: tokens.optional(), atMost: tokens.optional() })
  .describe('Bounds on the input tokens of a call, both inclusive.')
  .refine((bounds) => bounds.atLeast === undefined || bounds.atMost === undefined || bounds.atLeast <= bounds.atMost, {
    message: 'atLeast is above atMost',
  });

const condition: z.ZodType<Condition> = z
  .strictObject({
    task: names.optional(),
    team: names.optional(),
    language: names.optional(),
    region: names.optional(),
    tags: names.optional(),
    needs: names.describe('The call needs all of these, e.g. vision.').optional(),
    sourceModel: names.describe('The logged name or its offer id.').optional(),
    serviceTier: z.array(tier).min(1).optional(),
    inputTokens: size.optional(),
    get not() {
      return condition.optional();
    },
  })
  .meta({ id: 'condition', description: 'Keys are ANDed, values within a key ORed.' });

const ROUTE_KINDS = ['keep', 'model', 'split', 'cascade', 'chain'] as const;

const route: z.ZodType<Route> = z
  .strictObject({
    keep: z.literal(true).describe('Stay on the logged model.').optional(),
    model: name.describe('An offer id (provider/model) or a name.').optional(),
    split: z
      .array(z.strictObject({ model: name, weight: positive }))
      .min(1)
      .describe('Weights are relative.')
      .optional(),
    cascade: z
      .array(z.strictObject({ model: name, accept: fraction.optional() }))
      .min(2)
      .optional(),
    judge: z
      .strictObject({
        model: name,
        outputTokens: tokens.optional(),
        errorRate: fraction.optional(),
        inputFactor: positive.optional(),
      })
      .optional(),
    chain: z
      .array(
        z.strictObject({ model: name, inputFactor: positive.optional(), outputFactor: z.number().min(0).optional() }),
      )
      .min(1)
      .optional(),
    fallback: names.optional(),
  })
  .meta({
    id: 'route',
    description: `Exactly one of ${ROUTE_KINDS.join(', ')}; judge goes with cascade.`,
    oneOf: ROUTE_KINDS.map((kind) => ({ required: [kind] })),
  })
  .superRefine((value, context) => {
    const kinds = ROUTE_KINDS.filter((kind) => value[kind] !== undefined);
    if (kinds.length !== 1) {
      const found = kinds.length === 0 ? 'none' : kinds.join(' and ');
      context.addIssue({
        code: 'custom',
        message: `a route is exactly one of ${ROUTE_KINDS.join(', ')}; found ${found}`,
      });
    }
    if (value.judge !== undefined && value.cascade === undefined)
      context.addIssue({ code: 'custom', path: ['judge'], message: 'judge goes only with cascade' });
  }) as unknown as z.ZodType<Route>;

/** The policy file, version 1: the one definition behind parsing, types and the published JSON Schema. */
export const policySchema = z
  .strictObject({
    waybill: z.literal(1),
    name,
    rules: z
      .array(z.strictObject({ id: name, when: condition.optional(), route }))
      .describe('The first rule whose `when` matches decides.')
      .superRefine((rules, context) => {
        const seen = new Set<string>();
        rules.forEach((rule, index) => {
          if (seen.has(rule.id))
            context.addIssue({ code: 'custom', path: [index, 'id'], message: `the id "${rule.id}" is used twice` });
          seen.add(rule.id);
        });
      }),
    otherwise: route,
    cache: z
      .array(
        z.strictObject({
          kind: z.enum(['exact', 'semantic']),
          when: condition.optional(),
          hitRate: fraction,
          ttlSeconds: positive.optional(),
        }),
      )
      .optional(),
    serviceTier: z.array(z.strictObject({ tier, when: condition.optional() })).optional(),
    errors: z
      .strictObject({
        retries: z.int().min(0).max(10).optional(),
        lastResort: z.enum(['cachedAnswer', 'error']).optional(),
      })
      .optional(),
    constraints: z
      .strictObject({
        residency: names.describe('Each call is processed within these: EU, US, or a cloud region.').optional(),
        originIn: names.describe('Countries of the makers allowed, ISO 3166.').optional(),
        originNotIn: names.describe('Countries of makers that are not.').optional(),
        openWeights: z.literal(true).describe('Only models whose weights can be downloaded.').optional(),
        contextTokensAtLeast: z.int().positive().optional(),
        needs: z
          .array(z.enum(CAPABILITIES))
          .min(1)
          .describe('Every model that gets calls can do all of these.')
          .optional(),
        notDeprecatedBefore: z.iso.date().describe('No offer ends before this day.').optional(),
        access: z
          .strictObject(Object.fromEntries(ACCESS_FACTS.map((fact) => [fact, names.optional()])))
          .describe('Of each fact the values allowed, e.g. payment: card.')
          .optional(),
        vendorShareAtMost: z
          .record(name, fraction)
          .describe('The most of the plan’s spend that goes to a seller (the provider of the offer id).')
          .optional(),
        latencyMsAtMost: positive
          .describe('Mean latency: the log’s own for calls that stay; first token and speed for those that move.')
          .optional(),
        firstTokenMsAtMost: positive.optional(),
        outputTokensPerSecondAtLeast: positive.optional(),
      })
      .describe('What every offer that gets calls must be. They name what breaks; they do not reroute.')
      .optional(),
    assumptions: z
      .strictObject({
        promptCacheKept: fraction.optional(),
        errorRate: fraction.optional(),
        overheadUsdPerRequest: z.number().min(0).optional(),
        factors: z
          .array(z.strictObject({ from: name, to: name, input: positive.optional(), output: positive.optional() }))
          .optional(),
      })
      .optional(),
  })
  .meta({ title: 'Waybill policy, version 1' });

/**
 * Reads a policy file. `value` is parsed JSON, or its text. Throws WaybillError 'bad-input' that names
 * the path of every problem, e.g. `rules[1].when.foo: unknown key`.
 */
export function parsePolicy(value: unknown): Policy {
  let json = value;
  if (typeof value === 'string') {
    try {
      json = JSON.parse(value);
    } catch (cause) {
      throw new WaybillError('bad-input', `the policy is not JSON: ${(cause as Error).message}`, { cause });
    }
  }
  const result = policySchema.safeParse(json);
  if (!result.success) throw new WaybillError('bad-input', `policy: ${formatIssues(result.error.issues)}`);
  return result.data as Policy;
}
