import { isOpen, KEEP_OPTION, type PlanProblem } from '../optimise/plan-problem';

/** Calls shared at random between two ways to serve them: `share` of those that may move go to `to`, the rest to `from`. */
export type FixedSplit = {
  /** Offer ids; null: each call stays on its model. */
  readonly from: string | null;
  readonly to: string | null;
  readonly share: number;
  /** USD over the log's span. */
  readonly usd: number;
};

type Single = { readonly model: string | null; readonly usd: number; readonly quality: number };

/** Everything that may go to an option goes there, the rest stays; null where some calls can do neither. */
function sumSingle({ groups, options }: PlanProblem, index: number): Single | null {
  let usd = 0;
  let quality = 0;
  for (const { options: own } of groups) {
    const option = own[index];
    const keep = own[KEEP_OPTION];
    const taken = option !== undefined && isOpen(option) ? option : keep;
    if (taken === undefined || !isOpen(taken)) return null;
    usd += taken.usd;
    quality += taken.quality;
  }
  return { model: index === KEEP_OPTION ? null : (options[index]?.label ?? null), usd, quality };
}

/**
 * The cheapest random mix of two models that keeps `relative` of today's quality, over the same calls as the plans of
 * the problem: cost and quality of a mix lie on the line between its two ends. What a router that looks at no call can
 * do, so no best plan costs more. null where no mix keeps it.
 */
export function bestFixedSplit(problem: PlanProblem, relative: number): FixedSplit | null {
  const asked = relative * problem.todayQuality;
  const singles = problem.options.flatMap((_, index) => sumSingle(problem, index) ?? []);
  let best: FixedSplit | null = null;
  for (const from of singles)
    for (const to of singles) {
      if (from.quality > asked || to.quality < asked) continue;
      const share = to.quality === from.quality ? 1 : (asked - from.quality) / (to.quality - from.quality);
      const usd = from.usd + share * (to.usd - from.usd);
      if (best === null || usd < best.usd) best = { from: from.model, to: to.model, share, usd };
    }
  return best;
}
