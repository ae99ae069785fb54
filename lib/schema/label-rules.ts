import { z } from 'zod';
import { type LabelRule, RULE_FIELDS, RULE_TARGETS } from '@/lib/domain/label-rule';

const MAX_RULES = 100;
const MAX_PATTERN = 200;
const MAX_CONDITIONS = 20;
const MAX_TOKENS = 1_000_000_000;

/** What no label may hold: it would hide or reorder the text beside it. */
const HIDDEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const plain = (text: string) => !HIDDEN.test(text);
const tokens = z
  .number('a whole number')
  .int('a whole number')
  .min(0, 'from 0 on')
  .max(MAX_TOKENS, 'at most 1,000,000,000 tokens');

const size = z
  .strictObject({ atLeast: tokens.optional(), atMost: tokens.optional() })
  .refine(({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost, {
    message: 'from must not be above to',
    path: ['atMost'],
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'give a bound');

const rule = z.strictObject({
  target: z.enum(RULE_TARGETS),
  value: z
    .string()
    .trim()
    .min(1, 'say which label it gives')
    .max(MAX_PATTERN, `at most ${MAX_PATTERN} characters`)
    .refine(plain, 'no control characters'),
  where: z
    .array(
      z.strictObject({
        field: z.enum(RULE_FIELDS),
        pattern: z.string().trim().max(MAX_PATTERN, `at most ${MAX_PATTERN} characters`),
      }),
    )
    .max(MAX_CONDITIONS, `at most ${MAX_CONDITIONS} conditions`),
  inputTokens: size.optional(),
  onlyMissing: z.boolean(),
  suggested: z.boolean(),
});

export const labelRulesRequest = z.strictObject({
  workload: z.string().min(1, 'name the workload'),
  rules: z.array(rule).max(MAX_RULES, `at most ${MAX_RULES} rules`),
});
export type LabelRulesRequest = { readonly workload: string; readonly rules: readonly LabelRule[] };

/** What keeps rules from being used: the message of each field by its path, e.g. `0.value`. */
export function labelRuleErrors(rules: readonly LabelRule[]): { readonly [path: string]: string } {
  const parsed = z.array(rule).max(MAX_RULES, `at most ${MAX_RULES} rules`).safeParse(rules);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}
