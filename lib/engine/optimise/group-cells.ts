import { type CellTable, NO_SIZE_BAND, UNIT_MASK_USAGE_MISSING } from '@/lib/domain/cube';
import type { PlanDimension } from '@/lib/domain/plan';
import { isCacheHit } from '../evaluate';
import { getOrCreate } from '../get-or-create';
import { groupBy } from '../group-by';
import { bandFloor } from '../match';
import type { EvidenceIndex } from '../quality';
import type { GroupCalls, SizeClass, Topic } from './plan-problem';

/** Calls that a plan sends somewhere: neither answered by a cache in the log nor without token counts. */
function isRouted(table: CellTable, cell: number): boolean {
  return !isCacheHit(table, cell) && ((table.dimensions.unitMask[cell] as number) & UNIT_MASK_USAGE_MISSING) === 0;
}

/** The topics of one task: its languages by what judges them. The one with unlabelled or most calls names none. */
function topicsOfTask(task: string, requestsOf: ReadonlyMap<string, number>, evidence: EvidenceIndex): Topic[] {
  const byBenchmark = groupBy(requestsOf.keys(), (language) => evidence.benchmarkOf(task, language));
  const size = (languages: readonly string[]) =>
    languages.includes('')
      ? Number.POSITIVE_INFINITY
      : languages.reduce((sum, each) => sum + (requestsOf.get(each) ?? 0), 0);
  return [...byBenchmark]
    .sort((a, b) => size(a[1]) - size(b[1]))
    .map(([benchmark, languages], i, all) => ({
      task,
      languages: [...languages].sort(),
      named: i < all.length - 1,
      benchmark,
    }));
}

/** What judges a cell's task in its language, as topics: `topicOf[cell]` is an index, -1 for cells that are not routed. */
function findTopics(table: CellTable, evidence: EvidenceIndex): { topics: Topic[]; topicOf: Int32Array } {
  const { dimensions, labels, measures, length } = table;
  const languagesOf = new Map<number, Map<string, number>>();
  for (let cell = 0; cell < length; cell++) {
    if (!isRouted(table, cell)) continue;
    const languages = getOrCreate(languagesOf, dimensions.task[cell] as number, () => new Map<string, number>());
    const language = labels.language[dimensions.language[cell] as number] ?? '';
    languages.set(language, (languages.get(language) ?? 0) + (measures.requests[cell] as number));
  }
  const topics = [...languagesOf].flatMap(([task, languages]) =>
    topicsOfTask(labels.task[task] ?? '', languages, evidence),
  );
  const indexOf = new Map(topics.flatMap(({ task, languages }, i) => languages.map((each) => [`${task}\n${each}`, i])));
  const topicOf = new Int32Array(length).fill(-1);
  for (let cell = 0; cell < length; cell++) {
    if (!isRouted(table, cell)) continue;
    const task = labels.task[dimensions.task[cell] as number] ?? '';
    const language = labels.language[dimensions.language[cell] as number] ?? '';
    topicOf[cell] = indexOf.get(`${task}\n${language}`) ?? -1;
  }
  return { topics, topicOf };
}

/** Groups and, by cell, which one it is in; -1 for cells that no plan routes. */
export type GroupedCells = { readonly groups: readonly GroupCalls[]; readonly groupOf: Int32Array };

/**
 * Cuts traffic into groups that conditions of a policy can tell apart: by task and, where it changes what judges
 * them, language (`task` in `by`; else only into judged and not judged), by needs, and by size class (`size` in `by`).
 */
export function groupCells(
  table: CellTable,
  evidence: EvidenceIndex,
  by: readonly PlanDimension[],
  classes: readonly SizeClass[],
): GroupedCells {
  const { dimensions, labels, cuts } = table;
  const { topics, topicOf } = findTopics(table, evidence);
  const isJudged = (topic: Topic) => (topic.benchmark === null ? 0 : 1);
  const setOf = by.includes('task') ? topics.map((_, i) => i) : topics.map(isJudged);
  const classOfBand = Array.from({ length: cuts.sizeEdges.length + 1 }, (_, band) => {
    const floor = bandFloor(cuts.sizeEdges, band);
    return classes.findLastIndex(({ atLeast }) => atLeast <= floor);
  });
  const needsOf = labels.needs.map((text) => (text === '' ? [] : [...new Set(text.split(','))].sort()));
  const groups: GroupCalls[] = [];
  const known = new Map<string, number>();
  const groupOf = new Int32Array(table.length).fill(-1);
  for (let cell = 0; cell < table.length; cell++) {
    const topic = topicOf[cell] as number;
    if (topic < 0) continue;
    const band = dimensions.sizeBand[cell] as number;
    const isSized = by.includes('size') && band !== NO_SIZE_BAND;
    const size = isSized ? (classOfBand[band] as number) : -1;
    const set = setOf[topic] as number;
    const needs = needsOf[dimensions.needs[cell] as number] ?? [];
    groupOf[cell] = getOrCreate(known, `${set},${size},${needs.join()}`, () => {
      groups.push({
        topics: topics.filter((_, i) => setOf[i] === set),
        needs,
        size: classes[size] ?? null,
      });
      return groups.length - 1;
    });
  }
  return { groups, groupOf };
}
