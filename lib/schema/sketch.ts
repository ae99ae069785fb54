import { z } from 'zod';
import { workloadName } from './upload-request';

const label = z.string().trim().max(200, 'at most 200 characters').default('');
const tokens = z.number('type a number').min(0, 'from 0 on').max(10_000_000, 'at most 10,000,000 tokens');

const row = z.strictObject({
  task: label,
  team: label,
  model: z.string().trim().min(1, 'name a model').max(200),
  language: label,
  needs: label,
  requestsPerDay: z.number('type a number').positive('must be above 0'),
  inputTokens: tokens,
  outputTokens: tokens,
  spread: z.number().min(0).max(3, 'at most 3').default(1),
  cachedShare: z.number().min(0, 'a share from 0 to 1').max(1, 'a share from 0 to 1').default(0),
});

export const sketchRows = z.array(row).min(1, 'add a row').max(200, 'at most 200 rows');

/** A workload described by hand. */
export const sketchRequest = z.strictObject({ workload: workloadName, rows: sketchRows });
export type SketchRequest = z.infer<typeof sketchRequest>;

/** "I pay so much a month for that model." */
export const billSketchRequest = z.strictObject({
  model: z.string().trim().min(1, 'name a model').max(200),
  usdPerMonth: z.number('type a number').positive('must be above 0').max(1e9, 'at most a billion'),
  inputPerOutput: z.number('type a number').min(0, 'from 0 on').max(10_000, 'at most 10,000'),
  outputTokensPerRequest: z
    .number('type a number')
    .positive('must be above 0')
    .max(1_000_000, 'at most 1,000,000 tokens'),
});
