import type { CellTable } from '@/lib/domain/cube';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import type { CompiledRoute, UnpricedRoute } from './compile-route';
import type { Judge, Judgement } from './judge';
import { compileCondition } from './match';
import type { ReplayContext } from './replay-context';
import type { Placement, Server } from './serve';

/** The plan's bill for a cell: what it is made of, at which service tier, and the share that no response cache answers. */
export type Followed = {
  readonly usd: number;
  readonly quality: Judgement | null;
  readonly placements: readonly Placement[];
  readonly tier: ServiceTier;
  readonly sentShare: number;
};

export type Follower = (
  cell: number,
  route: CompiledRoute | UnpricedRoute,
  benchmark: string | null,
) => Followed | UnpricedRoute;

/** Follows routes under a policy's service tiers, response cache and overhead: a cell's bill, or why there is none. */
export function createFollower(
  table: CellTable,
  { policy, resolve }: ReplayContext,
  serve: Server,
  judge: Judge,
): Follower {
  const { requests } = table.measures;
  const overheadUsd = policy.assumptions?.overheadUsdPerRequest ?? 0;
  const tierRules = (policy.serviceTier ?? []).map(({ tier, when }) => ({
    tier,
    test: compileCondition(when, table, resolve),
  }));
  const cacheRules = (policy.cache ?? []).map(({ hitRate, when }) => ({
    hitRate,
    test: compileCondition(when, table, resolve),
  }));
  const tierOf = (cell: number): ServiceTier => {
    for (const rule of tierRules) if (rule.test(cell)) return rule.tier;
    return SERVICE_TIERS[table.dimensions.serviceTier[cell] as number] ?? 'standard';
  };
  const sentShareOf = (cell: number): number => {
    for (const rule of cacheRules) if (rule.test(cell)) return 1 - rule.hitRate;
    return 1;
  };

  return (cell, route, benchmark) => {
    if ('unpriced' in route) return route;
    const tier = tierOf(cell);
    const sentShare = sentShareOf(cell);
    const judgements: (Judgement | null)[] = [];
    const placements: Placement[] = [];
    let usd = 0;
    for (const leg of route.legs) {
      let next = placements.length;
      const served = serve(leg, cell, tier, sentShare, placements);
      if ('unpriced' in served) return served;
      let legUsd = 0;
      for (; next < placements.length; next++) legUsd += (placements[next] as Placement).usd;
      usd += legUsd;
      judgements.push(judge(served.offerId, benchmark));
    }
    const quality = route.quality(judgements);
    return { usd: usd + overheadUsd * (requests[cell] as number), quality, placements, tier, sentShare };
  };
}
