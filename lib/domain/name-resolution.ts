import type { OfferId } from './ids';

/** The ways a logged name may find its offer, in the order they are tried. */
export const NAME_RULE_IDS = [
  'exact',
  'alias',
  'maker',
  'provider',
  'prefix',
  'reseller',
  'bedrock-region',
  'region-path',
  'bedrock-route',
  'bedrock-version',
  'azure-spelling',
  'vertex-date',
  'vertex-version',
  'snapshot-date',
  'snapshot-mmdd',
  'fine-tune-job',
  'fine-tune-base',
] as const;
export type NameRuleId = (typeof NAME_RULE_IDS)[number];

/** One move from a logged name towards its offer: `to` is the name it is read as, or at last the offer id. */
export type NameStep = { readonly rule: NameRuleId; readonly from: string; readonly to: string };

/** How a logged name found its offer: in words, and step by step. */
export type Resolution = { readonly offerId: OfferId; readonly how: string; readonly steps: readonly NameStep[] };

/** A rule as documents and screens list it. */
export type NameRule = {
  readonly id: NameRuleId;
  readonly title: string;
  /** What it does, in a sentence. */
  readonly says: string;
  readonly example: { readonly from: string; readonly to: string };
};
