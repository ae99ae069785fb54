import type { Database } from '@/db/client';
import { loadLabelRules } from '@/db/relabel';
import type { CellTable } from '@/lib/domain/cube';
import { type LabelRule, RULE_FIELDS, type RuleField } from '@/lib/domain/label-rule';
import type { LabelsView, SuggestedGroup } from '@/lib/domain/label-view';
import type { UploadLine } from '@/lib/domain/usage-view';
import { repricedBy } from '@/lib/engine/repriced-by';
import { suggestSplit } from '@/lib/engine/suggest-split';
import type { OpenStack } from './books';
import { repriceCells, toLabelSums } from './label-rules';
import { replayCube } from './simulate-workload';

/** Values of one field to choose from; more than one reads are typed. */
const MAX_VALUES = 200;
/** A split is suggested where at least this percent of the requests carry no task. */
const SUGGEST_FROM_PCT = 50;

/** The values that requests carry, the most frequent first. */
function valuesOf(cube: CellTable, field: RuleField): string[] {
  const ids = cube.dimensions[field];
  const byId = repricedBy(cube, new Float64Array(cube.length), (cell) => ids[cell] || null);
  return [...byId]
    .map(([id, { requests }]) => ({ value: cube.labels[field][id] ?? '', requests }))
    .sort((a, b) => b.requests - a.requests || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
}

/** A split of the requests without a task and what each part costs; null where there is nothing to tell apart. */
function suggestGroups(cube: CellTable, repricedUsd: Float64Array): SuggestedGroup[] | null {
  const cells = Array.from({ length: cube.length }, (_, cell) => cell).filter(
    (cell) => cube.dimensions.task[cell] === 0,
  );
  const { groups, groupOf } = suggestSplit(cube, cells, new Set(valuesOf(cube, 'task')));
  if (groups.length < 2) return null;
  const placeOf = new Map(cells.map((cell, i) => [cell, groupOf[i] as number]));
  const sums = repricedBy(cube, repricedUsd, (cell) => placeOf.get(cell) ?? null);
  const all = [...sums.values()].reduce((sum, { repricedUsd: usd }) => sum + usd, 0);
  const requests = groups.reduce((sum, group) => sum + group.requests, 0);
  return groups.map((group, place) => {
    const own = toLabelSums(sums.get(place));
    return {
      ...group,
      ...own,
      requestsPct: (100 * group.requests) / requests,
      usdPct: own.repricedUsd === null || all === 0 ? null : (100 * own.repricedUsd) / all,
    };
  });
}

const suggestedIn = (rules: readonly LabelRule[]) =>
  rules.filter((rule) => rule.suggested && rule.target === 'task').map(({ value }) => value);

/** The label rules of a workload, a split where its requests have no tasks, and columns that were no label. */
export function viewLabels(
  database: Database,
  workloadId: number,
  table: CellTable,
  uploads: readonly UploadLine[],
  opened: OpenStack,
  asOf: 'logged' | number,
): LabelsView {
  const rules = loadLabelRules(database, workloadId);
  const cube = replayCube(table);
  const byTask = repricedBy(cube, new Float64Array(cube.length), (cell) => cube.dimensions.task[cell] === 0);
  const without = byTask.get(true)?.requests ?? 0;
  const all = without + (byTask.get(false)?.requests ?? 0);
  const withoutTaskPct = all === 0 ? 0 : (100 * without) / all;
  return {
    rules,
    values: Object.fromEntries(
      RULE_FIELDS.map((field) => [field, valuesOf(cube, field).slice(0, MAX_VALUES)]),
    ) as unknown as LabelsView['values'],
    suggestedTasks: [...new Set(suggestedIn(rules))],
    suggestion: withoutTaskPct >= SUGGEST_FROM_PCT ? suggestGroups(cube, repriceCells(cube, opened, asOf)) : null,
    withoutTaskPct,
    dropped: uploads.flatMap(({ fileName, report }) => report.droppedLabels.map((each) => ({ ...each, fileName }))),
  };
}
