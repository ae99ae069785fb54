import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { ServiceTier } from '@/lib/domain/usage';
import type { compileRoute } from './compile-route';
import type { Resolver } from './names';
import type { ItemisedCell } from './price-cell';
import type { PriceStack } from './price-stack';
import type { EvidenceIndex } from './quality';
import type { PlacementRole } from './serve';

/** Whose bill a charge is part of: the log's own models', or the plan's. */
export type BillSide = 'today' | 'plan';

/**
 * Part of the bill of a comparable cell. `requests` are calls, weighted by how often the plan makes them; a charge
 * without a price is a response cache's answer (`cacheHit`, which costs nothing) or the router's `overhead`.
 */
export type Charge = { readonly side: BillSide; readonly cell: number; readonly requests: number } & (
  | {
      readonly role: PlacementRole;
      readonly model: string;
      /** How many times each request of the cell is billed. */
      readonly share: number;
      readonly tier: ServiceTier;
      readonly itemised: ItemisedCell;
    }
  | {
      readonly role: 'cacheHit' | 'overhead';
      /** Null where no model is called. */
      readonly model: string | null;
      readonly usd: number;
    }
);

/** What a replay is computed with. `asOf`: the request's own date, or one instant whose prices hold for all. */
export type ReplayContext = {
  readonly policy: Policy;
  readonly asOf: 'logged' | number;
  readonly stack: PriceStack;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: EvidenceIndex;
  /** Told of everything that the figures by model are made of; nothing is taken apart where it is not given. */
  readonly onCharge?: (charge: Charge) => void;
  /** In place of `compileRoute`, for who bills a part of each route only. */
  readonly compile?: typeof compileRoute;
};
