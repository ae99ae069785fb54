import { isOpen, type PlanGroup } from './plan-problem';

/** A move of one group from an option to a better one: `slope` is its USD for each unit of quality. */
export type Step = {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly usd: number;
  readonly quality: number;
  readonly slope: number;
};

/**
 * The lower convex hull of a group's open options in the plane of quality and cost: the cheapest option (of equals
 * the best) and the steps from there to the best one, each dearer for its quality than the one before. null where no
 * option is open. E. Zemel (1980), Oper. Res. 28, 1412: the LP relaxation of a multiple-choice knapsack uses no other.
 */
export function hullOf(
  { options }: PlanGroup,
  group: number,
): { readonly start: number; readonly steps: Step[] } | null {
  const open = options
    .map(({ usd, quality }, option) => ({ usd, quality, option }))
    .filter(({ option }) => isOpen(options[option] as (typeof options)[number]))
    .sort((a, b) => a.usd - b.usd || b.quality - a.quality);
  const [first, ...rest] = open;
  if (first === undefined) return null;
  const steps: Step[] = [];
  for (const next of rest) {
    const best = steps.at(-1)?.to ?? first.option;
    if (!(next.quality > (options[best]?.quality as number))) continue;
    for (;;) {
      const last = steps.at(-1);
      const from = last?.to ?? first.option;
      const usd = next.usd - (options[from]?.usd as number);
      const quality = next.quality - (options[from]?.quality as number);
      const slope = usd / quality;
      if (last !== undefined && last.slope >= slope) {
        steps.pop();
        continue;
      }
      steps.push({ group, from, to: next.option, usd, quality, slope });
      break;
    }
  }
  return { start: first.option, steps };
}
