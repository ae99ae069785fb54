import { z } from 'zod';
import { workloadName } from './upload-request';

const label = z.string().trim().max(200, 'at most 200 characters').default('');
const tokens = z.number().min(0).max(10_000_000, 'at most 10,000,000 tokens');

const row = z.strictObject({
  task: label,
  team: label,
  model: z.string().trim().min(1, 'name a model').max(200),
  language: label,
  needs: label,
  requestsPerDay: z.number().positive('must be above 0'),
  inputTokens: tokens,
  outputTokens: tokens,
  spread: z.number().min(0).max(3, 'at most 3').default(1),
  cachedShare: z.number().min(0).max(1, 'a share from 0 to 1').default(0),
});

/** A workload described by hand. */
export const sketchRequest = z.strictObject({
  workload: workloadName,
  rows: z.array(row).min(1, 'add a row').max(200, 'at most 200 rows'),
});
export type SketchRequest = z.infer<typeof sketchRequest>;

/** "I pay so much a month for that model." */
export const billSketchRequest = z.strictObject({
  model: z.string().trim().min(1, 'name a model').max(200),
  usdPerMonth: z.number().positive('must be above 0').max(1e9),
  inputPerOutput: z.number().min(0).max(10_000),
  outputTokensPerRequest: z.number().positive('must be above 0').max(1_000_000),
});
