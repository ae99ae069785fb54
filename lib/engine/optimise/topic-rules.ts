import { groupBy } from '../group-by';
import type { SizeClass } from './plan-problem';
import type { Draft } from './rule-list';

/** Calls of one topic with the same needs, by size; and which way they take. */
export type TopicPart = {
  readonly needs: readonly string[];
  readonly size: SizeClass | null;
  readonly requests: number;
  readonly way: string;
};

type Run = { readonly atLeast: number; readonly below: number | null; readonly way: string };

/** Neighbouring size classes that take the same way. */
function runsOf(parts: readonly TopicPart[]): Run[] {
  const runs: Run[] = [];
  const sized = parts.flatMap(({ size, way }) => (size === null ? [] : [{ ...size, way }]));
  for (const { atLeast, below, way } of sized.sort((a, b) => a.atLeast - b.atLeast)) {
    const last = runs.at(-1);
    if (last?.way === way) runs[runs.length - 1] = { ...last, below };
    else runs.push({ atLeast, below, way });
  }
  // Where no call lies, a condition need not end.
  return runs.map((run, i) => ({
    ...run,
    atLeast: i === 0 ? 0 : run.atLeast,
    below: i === runs.length - 1 ? null : (runs[i + 1]?.atLeast ?? null),
  }));
}

/** The way that most calls take; calls without a size decide, as no rule on sizes can tell of them. */
function usualWay(parts: readonly TopicPart[]): string {
  const unsized = parts.find(({ size }) => size === null);
  if (unsized !== undefined) return unsized.way;
  const byWay = groupBy(parts, ({ way }) => way);
  const requestsOf = (way: string) => (byWay.get(way) ?? []).reduce((sum, part) => sum + part.requests, 0);
  return [...byWay.keys()].reduce((best, way) => (requestsOf(way) > requestsOf(best) ? way : best));
}

/**
 * Rules for the calls of one topic: those with most needs first, each need's odd sizes before its usual way. `head`
 * is what the rules ask beside. The last rule asks for no needs and no size.
 */
export function topicRules(head: Pick<Draft, 'tasks' | 'languages'>, parts: readonly TopicPart[]): Draft[] {
  const byNeeds = [...groupBy(parts, ({ needs }) => needs.join()).values()].sort(
    (a, b) => (b[0]?.needs.length ?? 0) - (a[0]?.needs.length ?? 0),
  );
  const drafts = byNeeds.flatMap((own): Draft[] => {
    const needs = own[0]?.needs ?? [];
    const usual = usualWay(own);
    const odd = runsOf(own).filter(({ way }) => way !== usual);
    const asked = odd.map((run) => ({
      ...head,
      needs,
      // A condition without an end still leaves out calls that have no size of their own.
      atLeast: run.atLeast === 0 && run.below !== null ? null : run.atLeast,
      below: run.below,
      sources: null,
      way: run.way,
    }));
    return [...asked, { ...head, needs, atLeast: null, below: null, sources: null, way: usual }];
  });
  const last = drafts.at(-1);
  return last === undefined || last.needs.length === 0 ? drafts : [...drafts.slice(0, -1), { ...last, needs: [] }];
}
