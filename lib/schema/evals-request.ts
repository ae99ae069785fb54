import { z } from 'zod';
import { nameOf } from './upload-request';

/** Search parameters of an uploaded eval file; the file is the body. `measuredOn`: YYYY-MM-DD. */
export const evalUploadQuery = z.object({
  name: nameOf('eval set'),
  fileName: z.string().trim().min(1).max(300),
  measuredOn: z.iso.date('measuredOn is no day, written YYYY-MM-DD').optional(),
});
export type EvalUploadQuery = z.infer<typeof evalUploadQuery>;
