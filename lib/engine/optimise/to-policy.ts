import type { Condition, Policy, Route, Rule } from '@/lib/domain/policy';
import { groupBy } from '../group-by';
import { type Assignment, type OptionShare, sumAssignment } from './assignment';
import { type GroupCalls, KEEP_OPTION, type PlanProblem, type Topic } from './plan-problem';
import { routeOfShares, staysInPart } from './route-of-shares';
import { type Draft, type Entry, simplifyRules, takenBy } from './rule-list';
import { nameRules } from './rule-names';
import { topicRules } from './topic-rules';

const KEEP: Route = { keep: true };
const KEEP_SHARES: readonly OptionShare[] = [{ option: KEEP_OPTION, share: 1 }];
const keyOf = (route: Route) => JSON.stringify(route);
const KEEP_WAY = keyOf(KEEP);

/** Calls of one topic in one group, and the shares they take. */
type Part = GroupCalls & {
  readonly topic: Topic;
  readonly requests: number;
  readonly sources: readonly string[];
  readonly hasOthers: boolean;
  readonly shares: readonly OptionShare[];
};

/** What most of a topic's calls do, for those whose cost nobody knows. */
function usualShares(parts: readonly Part[], openTo: readonly boolean[]): readonly OptionShare[] {
  const usable = parts.filter(({ shares }) => shares.length === 1 && shares.every(({ option }) => openTo[option]));
  const most = usable.reduce<Part | null>(
    (best, part) => (best === null || part.requests > best.requests ? part : best),
    null,
  );
  return most?.shares ?? KEEP_SHARES;
}

function listParts({ groups, freeGroups }: PlanProblem, assignment: Assignment): Map<Topic, Part[]> {
  const tidy = (shares: readonly OptionShare[]) => shares.filter(({ share }) => share > 0);
  const parts = groups.flatMap((group, g) =>
    group.topics.map((topic): Part => ({ ...group, topic, shares: tidy(assignment[g] ?? []) })),
  );
  const byTopic = groupBy(parts, ({ topic }) => topic);
  for (const free of freeGroups)
    for (const topic of free.topics) {
      const own = byTopic.get(topic) ?? [];
      const shares = usualShares(own, free.openTo);
      byTopic.set(topic, [...own, { ...free, topic, shares, requests: 0, sources: [], hasOthers: false }]);
    }
  return byTopic;
}

/** A rule that keeps a share of its calls, as one rule for each model they are on, then the rest that stays. */
function spreadSources(draft: Draft, sources: readonly string[], routeOn: (source: string) => string): Draft[] {
  const rules = sources.map((source): Draft => ({ ...draft, sources: [source], way: routeOn(source) }));
  return [...rules, { ...draft, way: KEEP_WAY }];
}

function toCondition({ tasks, languages, needs, sources, atLeast, below }: Draft): Condition {
  const size = {
    ...(atLeast === null ? {} : { atLeast }),
    ...(below === null ? {} : { atMost: below - 1 }),
  };
  return {
    ...(tasks === null ? {} : { task: tasks }),
    ...(languages === null ? {} : { language: languages }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(sources === null ? {} : { sourceModel: sources }),
    ...(Object.keys(size).length === 0 ? {} : { inputTokens: size }),
  };
}

function planName(problem: PlanProblem, assignment: Assignment): string {
  if (problem.todayQuality <= 0) return 'Cheapest plan';
  const percent = (100 * sumAssignment(problem, assignment).quality) / problem.todayQuality;
  return `Cheapest plan at ${Math.floor(percent * 10 + 1e-6) / 10}% of today’s quality`;
}

/**
 * A plan as readable rules on top of the problem's base policy, whose cache, tiers, errors, constraints and assumptions
 * stand: tasks that go the same way share a rule, conditions that change nothing are left out, and calls that no rule
 * takes stay. It routes every call of the log exactly as the assignment says; a share is kept to 1e-11.
 * Throws an Error for a share of a route that is no part of a split.
 */
export function toPolicy(problem: PlanProblem, assignment: Assignment, name?: string): Policy {
  const { options, request } = problem;
  const routes = new Map<string, Route>([[KEEP_WAY, KEEP]]);
  const wayOf = (shares: readonly OptionShare[], source: string | null) => {
    const route = routeOfShares(options, shares, source);
    // Calls on the only model of their route stay where they are.
    const way = 'model' in route && route.model === source && route.fallback === undefined ? KEEP : route;
    routes.set(keyOf(way), way);
    return keyOf(way);
  };

  const entries: Entry[] = [];
  const drafts: Draft[] = [];
  const byTopic = [...listParts(problem, assignment)];
  const requestsOf = (parts: readonly Part[]) => parts.reduce((sum, { requests }) => sum + requests, 0);
  const taskRequests = new Map<string, number>();
  for (const [{ task }, parts] of byTopic) taskRequests.set(task, (taskRequests.get(task) ?? 0) + requestsOf(parts));
  byTopic.sort(([a], [b]) => {
    // Calls without a task match no list: their rules come last. Of one task, the topic that names no language.
    if ((a.task === '') !== (b.task === '')) return a.task === '' ? 1 : -1;
    if (a.task === b.task) return Number(b.named) - Number(a.named);
    return (taskRequests.get(b.task) ?? 0) - (taskRequests.get(a.task) ?? 0) || (a.task < b.task ? -1 : 1);
  });
  for (const [topic, parts] of byTopic) {
    const head = { tasks: topic.task === '' ? null : [topic.task], languages: topic.named ? topic.languages : null };
    const shown = parts.map((part) => {
      const way = staysInPart(options, part.shares)
        ? `in part ${JSON.stringify(part.shares)}`
        : wayOf(part.shares, null);
      return { ...part, way, task: topic.task, languages: topic.languages };
    });
    const own = topicRules(head, shown);
    for (const draft of own) {
      const taken = shown.filter((part) => own[takenBy(own, part)] === draft);
      const inPart = taken.find(({ way }) => !routes.has(way));
      if (inPart === undefined) {
        drafts.push(draft);
        entries.push(...taken.map(({ task, languages, needs, size, way }) => ({ task, languages, needs, size, way })));
        continue;
      }
      const sources = [...new Set(taken.flatMap((part) => part.sources))].sort();
      drafts.push(...spreadSources(draft, sources, (source) => wayOf(inPart.shares, source)));
      for (const { task, languages, needs, size, sources: mine, hasOthers } of taken)
        for (const source of hasOthers ? [...mine, null] : mine)
          entries.push({
            task,
            languages,
            needs,
            size,
            source,
            way: source === null ? KEEP_WAY : wayOf(inPart.shares, source),
          });
    }
  }
  const hasUnlabelled = byTopic.some(([{ task }]) => task === '');
  if (!hasUnlabelled)
    drafts.push({ tasks: null, languages: null, needs: [], atLeast: null, below: null, sources: null, way: KEEP_WAY });

  const list = simplifyRules(drafts, entries);
  const last = list.at(-1) as Draft;
  const ids = nameRules(list.slice(0, -1), ({ way }) => way === KEEP_WAY);
  const rules = list
    .slice(0, -1)
    .map(
      (draft, i): Rule => ({ id: ids[i] as string, when: toCondition(draft), route: routes.get(draft.way) as Route }),
    );
  return {
    ...request.base,
    name: name ?? planName(problem, assignment),
    rules,
    otherwise: routes.get(last.way) as Route,
  };
}
