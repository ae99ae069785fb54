import { z } from 'zod';
import { SAMPLES } from '@/lib/domain/upload-view';

const MAX_NAME = 100;

export const nameOf = (thing: string) =>
  z
    .string()
    .trim()
    .min(1, `give the ${thing} a name`)
    .max(MAX_NAME, `at most ${MAX_NAME} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters');

export const workloadName = nameOf('workload');
const savedMapName = nameOf('mapping');

const format = z.string().min(1).default('auto');

/** A column map as JSON text. */
const map = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .optional();

/** Search parameters of an upload. `job`: an id of the sender's choice, to ask for progress while it sends. */
export const uploadQuery = z.object({
  workload: workloadName,
  fileName: z.string().trim().min(1).max(300),
  format,
  map,
  bytes: z.coerce.number().int().nonnegative().optional(),
  job: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _')
    .optional(),
});
export type UploadQuery = z.infer<typeof uploadQuery>;

/** `whole=1`: the body is the whole file. */
export const previewQuery = z.object({ format, map, whole: z.enum(['0', '1']).default('0') });
export type PreviewQuery = z.infer<typeof previewQuery>;

const MAX_COLUMNS = 100_000;

/** A column map and the name it is kept under. `map` is read by `parseColumnMap`. */
export const savedMapInput = z.object({
  name: savedMapName,
  format: z.string().min(1).max(MAX_NAME),
  map: z.unknown(),
  columns: z.array(z.string()).min(1).max(MAX_COLUMNS),
});
export type SavedMapInput = z.infer<typeof savedMapInput>;

export const sampleRequest = z.object({ sample: z.enum(SAMPLES) });

/** `benchmark`: an id of a public benchmark, own eval or thumbs, '' for "none judges it", null for the default. */
export const judgeRequest = z.object({
  task: z.string(),
  benchmark: z.string().nullable(),
  books: z.array(z.string()).optional(),
});

export const rowId = z.coerce.number().int().positive();
