import type { z } from 'zod';
import { type ErrorCode, WaybillError } from '@/lib/domain/errors';
import { formatIssues } from '@/lib/schema/issues';

const STATUS: { readonly [code in ErrorCode]: number } = {
  'bad-input': 400,
  usage: 400,
  'not-found': 404,
  conflict: 409,
  cancelled: 409,
  'too-large': 413,
  'no-space': 507,
};

export const UNKNOWN_FAILURE = 'Something went wrong here; the cause is in the server’s log.';

const HEADERS = { 'Cache-Control': 'no-store' };

/** What `work` gives as JSON; a WaybillError as its status and `{error}`; anything else as a fixed sentence. */
export async function respond(work: () => unknown): Promise<Response> {
  try {
    return Response.json((await work()) ?? {}, { headers: HEADERS });
  } catch (cause) {
    if (cause instanceof WaybillError)
      return Response.json(
        { error: cause.message, code: cause.code },
        { status: STATUS[cause.code], headers: HEADERS },
      );
    console.error(cause);
    return Response.json({ error: UNKNOWN_FAILURE, code: 'unknown' }, { status: 500, headers: HEADERS });
  }
}

/** Throws 'bad-input' that names every place. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new WaybillError('bad-input', formatIssues(result.error.issues));
  return result.data;
}

/** The search parameters of a request; of a repeated one the last. */
export function queryOf(request: Request): { [name: string]: string } {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** Throws 'bad-input' where the body is not JSON. */
export async function readJson(request: Request): Promise<unknown> {
  return request.json().catch((cause) => {
    throw new WaybillError('bad-input', 'the request is not JSON', { cause });
  });
}
