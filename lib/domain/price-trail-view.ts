/** One class of a line: units × price. `why` in words. */
export type TrailClass = {
  readonly label: string;
  readonly units: number;
  /** As a person says it: `$3.00` (per 1M tokens), `$0.01 a search`. */
  readonly rate: string;
  readonly usd: number;
  readonly why: string;
};

/** Calls that one price row billed; amounts over the log's span, `scaledUsd` as the screen shows them. */
export type TrailRow = {
  readonly key: string;
  readonly modelName: string;
  /** Why they were called, where it is not the plain answer; '' else. */
  readonly role: string;
  readonly requests: number;
  readonly usd: number;
  readonly scaledUsd: number;
  readonly classes: readonly TrailClass[];
  /** The price row; null for what costs nothing or is no model's price. */
  readonly price: {
    readonly offerId: string;
    readonly book: string;
    readonly version: string | null;
    readonly dates: string;
    readonly serviceTier: string;
    readonly contextTier: string | null;
    readonly hasHours: boolean;
    readonly region: string | null;
    readonly terms: readonly string[];
    readonly sourceUrl: string;
  } | null;
  readonly sentences: readonly string[];
};

/** The price rows behind one figure. `rows` add up to `usd`, and scaled to `scaledUsd`. */
export type PriceTrailView = {
  readonly title: string;
  readonly side: 'today' | 'plan';
  /** Whether there is another side to look at. */
  readonly hasPlan: boolean;
  readonly usd: number;
  readonly scaledUsd: number;
  /** `× 1.0345 (30 ÷ 29 days)`; null where the figure is the log's own. */
  readonly scale: string | null;
  readonly scaledTo: string;
  readonly span: string;
  readonly prices: string;
  readonly requests: number;
  readonly rows: readonly TrailRow[];
};
