import type { EvalOutcome } from '@/lib/domain/evidence-view';
import type { EvalUploadQuery } from '@/lib/schema/evals-request';
import { importEvals } from './import-evals';
import { readBody } from './read-body';

const MAX_EVAL_BYTES = 64 * 1024 * 1024;

/** Imports the eval file in a request's body. Throws 'bad-input' and 'too-large'. */
export async function uploadEvals(
  query: EvalUploadQuery,
  body: ReadableStream<Uint8Array> | null,
): Promise<EvalOutcome> {
  return importEvals({ ...query, bytes: await readBody(body, MAX_EVAL_BYTES, 'an eval file') });
}
