import { z } from 'zod';
import { CERTAINTIES, PLAN_DIMENSIONS } from '@/lib/domain/plan';
import { policySchema } from './policy';

const MAX_CANDIDATES = 200;
const share = z.number().min(0).max(1);

/** What a plan is asked to keep beside its floor or budget. */
export const planLimits = z.strictObject({
  modelsAtMost: z.int().min(1).optional(),
  oneModelPerTask: z.boolean().optional(),
  vendorShareAtMost: z.record(z.string().min(1), share).optional(),
});

/**
 * The body of POST /api/plan. `floor` is a share of today's quality, `budgetUsd` USD over the log's span: one of the two.
 * `price` supposes price changes as the Studio's address does, `openai/*:-20` in percent.
 * `base` gives cache, service tiers, errors, constraints and assumptions; its rules are what is looked for.
 */
export const planRequest = z
  .strictObject({
    workload: z.string().min(1),
    base: policySchema.optional(),
    candidates: z.array(z.string().min(1)).max(MAX_CANDIDATES).optional(),
    by: z.array(z.enum(PLAN_DIMENSIONS)).default([...PLAN_DIMENSIONS]),
    certainty: z.enum(CERTAINTIES).default('estimate'),
    limits: planLimits.default({}),
    floor: z.number().min(0).max(10).optional(),
    budgetUsd: z.number().min(0).optional(),
    asOf: z.string().default('today'),
    price: z.array(z.string()).default([]),
    books: z.array(z.string().min(1)).default([]),
  })
  .refine(({ floor, budgetUsd }) => (floor === undefined) !== (budgetUsd === undefined), {
    message: 'give either floor or budgetUsd',
  });
export type PlanRequestBody = z.infer<typeof planRequest>;
