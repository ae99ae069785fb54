import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { Resolver } from './names';
import type { PriceStack } from './price-stack';
import type { EvidenceIndex } from './quality';

/** What a replay is computed with. `asOf`: the request's own date, or one instant whose prices hold for all. */
export type ReplayContext = {
  readonly policy: Policy;
  readonly asOf: 'logged' | number;
  readonly stack: PriceStack;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: EvidenceIndex;
};
