export type ErrorCode = 'bad-input' | 'not-found' | 'conflict' | 'usage' | 'too-large' | 'no-space' | 'cancelled';

/** The one error a person is shown: its message names the place and what to do. */
export class WaybillError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WaybillError';
    this.code = code;
  }
}
