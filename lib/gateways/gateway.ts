import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { OfferFacts, RateCard } from '@/lib/domain/price';

/** An offer as an exporter needs it: who sells it, how to call it, and what it costs (USD per 1M) where known. */
export type ResolvedOffer = {
  readonly offerId: OfferId;
  readonly facts: OfferFacts;
  readonly rates?: RateCard;
};

export type ExportInput = {
  readonly policy: Policy;
  /** The offer that a name of the policy or of the log means, or null where no book knows it. */
  readonly offers: (name: string) => ResolvedOffer | null;
  /** The model names that callers send today. Without them `keep` is passed through by pattern. */
  readonly sourceModels?: readonly string[];
};

/** Something of the policy that the target does not do. `place` is its path, e.g. `rules[2].when.language`. */
export type NotExpressed = { readonly place: string; readonly why: string };

export type ExportResult = {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly notExpressed: readonly NotExpressed[];
  /** What the calling application must send or do, one sentence each. */
  readonly callerContract: readonly string[];
  /** Names of the environment variables that the files read, sorted. Never their values. */
  readonly env: readonly string[];
};

/**
 * Turns a policy into the files of one gateway. `export` is pure: the same input gives the same bytes. It throws
 * WaybillError 'bad-input' that names the path of a model which nothing can call.
 */
export type GatewayExporter = {
  readonly id: string;
  readonly title: string;
  readonly export: (input: ExportInput) => ExportResult;
};
