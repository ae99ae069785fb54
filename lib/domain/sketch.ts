/** One kind of call of a workload that is described and not logged. */
export type SketchRow = {
  readonly task: string;
  readonly team: string;
  /** A name as a log would have it, or an offer id. */
  readonly model: string;
  readonly language: string;
  /** Comma-joined, e.g. `tools,vision`. */
  readonly needs: string;
  readonly requestsPerDay: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Standard deviation by mean of both sizes: 0 is all alike, 1 a usual mix, 2 a few very long ones. */
  readonly spread: number;
  /** Share of the input tokens that the provider reads from its cache, 0 to 1. */
  readonly cachedShare: number;
};

export type Sketch = { readonly rows: readonly SketchRow[] };

/** "I pay so much a month for that model": what is asked to make a row of it. */
export type BillSketch = {
  readonly model: string;
  readonly usdPerMonth: number;
  /** Input tokens for each output token. */
  readonly inputPerOutput: number;
  /** Mean output of a call, to tell how many calls there are. */
  readonly outputTokensPerRequest: number;
};
