/** What the server says is wrong, in words for a person. */
export class RequestError extends Error {
  /** Of the answer; 0 where it is about something else. */
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** The server did not answer at all. */
export class Unreachable extends RequestError {
  constructor() {
    super('The server does not answer. Is Waybill still running?', 0);
  }
}

/** The JSON that our own server answers. Throws RequestError with its reason, Unreachable where it is silent. */
export async function askServer<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new Unreachable();
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : null;
  throw new RequestError(error ?? `The server answered ${response.status}.`, response.status);
}

export function messageOf(cause: unknown): string {
  return cause instanceof RequestError ? cause.message : 'Something went wrong in this page. Load it again.';
}
