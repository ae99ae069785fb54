import { cellsUnderRules, saveLabelRules } from '@/db/label-rules';
import { loadLabelRules } from '@/db/relabel';
import type { CellTable } from '@/lib/domain/cube';
import { RULE_TARGETS, type RuleTarget } from '@/lib/domain/label-rule';
import type { LabelChange, LabelPreview, LabelSums } from '@/lib/domain/label-view';
import { evaluateCells } from '@/lib/engine/evaluate';
import { indexEvidence } from '@/lib/engine/quality';
import { type RepricedSums, repricedBy } from '@/lib/engine/repriced-by';
import { REPLAY_DIMENSIONS, rollUp } from '@/lib/engine/roll-up';
import { keepAll } from '@/lib/engine/templates';
import type { LabelRulesRequest } from '@/lib/schema/label-rules';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { cellsForPolicies, replayCube, requireWorkload } from './simulate-workload';

const NO_EVIDENCE = indexEvidence([], () => null);
const NONE: LabelSums = { requests: 0, pricedRequests: 0, repricedUsd: null };

export function toLabelSums(sums: RepricedSums | undefined): LabelSums {
  return sums === undefined ? NONE : { ...sums, repricedUsd: sums.pricedRequests === 0 ? null : sums.repricedUsd };
}

/** What each cell costs by these books, NaN where it has no price. */
export function repriceCells(table: CellTable, { stack, resolve, makerOf }: OpenStack, asOf: 'logged' | number) {
  const context = { policy: keepAll(), asOf, stack, resolve, makerOf, evidence: NO_EVIDENCE };
  return evaluateCells(table, context).repricedUsd;
}

/** A value that no log and no person can write, so that each rule's requests can be told from another's. */
const markOf = (place: number) => `\u0000rule ${place}`;
const placeOf = (label: string) => (label.startsWith('\u0000rule ') ? Number(label.slice('\u0000rule '.length)) : null);

function changesOf(
  target: RuleTarget,
  before: { readonly table: CellTable; readonly usd: Float64Array },
  after: { readonly table: CellTable; readonly usd: Float64Array },
  nameOf: (label: string) => string,
): LabelChange[] {
  const labelOf = (table: CellTable) => (cell: number) =>
    nameOf(table.labels[target][table.dimensions[target][cell] as number] ?? '');
  const was = repricedBy(before.table, before.usd, labelOf(before.table));
  const is = repricedBy(after.table, after.usd, labelOf(after.table));
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((label) => ({ label, before: toLabelSums(was.get(label)), after: toLabelSums(is.get(label)) }))
    .sort((a, b) => b.after.requests - a.after.requests || b.before.requests - a.before.requests);
}

/**
 * What these rules would do to the stored requests, by the prices of `books` at `asOf`. Stores nothing.
 * Throws 'not-found' for an unknown workload or book.
 */
export async function previewLabelRules(
  { workload: name, rules }: LabelRulesRequest,
  books: readonly string[],
  asOf: 'logged' | number,
): Promise<LabelPreview> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  const opened = await openStack(books);
  const stored = replayCube(cellsForPolicies(database, workload, [], opened));
  const marked = rules.map((rule, place) => ({ ...rule, value: markOf(place) }));
  const proposed = rollUp(cellsUnderRules(database, workload.id, marked), REPLAY_DIMENSIONS);
  const before = { table: stored, usd: repriceCells(stored, opened, asOf) };
  const after = { table: proposed, usd: repriceCells(proposed, opened, asOf) };
  const nameOf = (label: string) => {
    const place = placeOf(label);
    return place === null ? label : (rules[place]?.value ?? '');
  };
  const ruleAt = (target: RuleTarget) => {
    const places = proposed.labels[target].map(placeOf);
    return (cell: number) => places[proposed.dimensions[target][cell] as number] ?? null;
  };
  const byRule = new Map(RULE_TARGETS.flatMap((target) => [...repricedBy(proposed, after.usd, ruleAt(target))]));
  const requests = proposed.measures.requests.reduce((sum, count) => sum + count, 0);
  const isLabelled = RULE_TARGETS.map(ruleAt);
  const labelled = repricedBy(proposed, after.usd, (cell) => isLabelled.some((at) => at(cell) !== null)).get(true);
  const present = loadLabelRules(database, workload.id);
  const targets = RULE_TARGETS.filter((target) => [...rules, ...present].some((rule) => rule.target === target));
  return {
    requests,
    labelled: labelled?.requests ?? 0,
    rules: rules.map((_, place) => {
      const sums = toLabelSums(byRule.get(place));
      return { ...sums, pct: requests === 0 ? 0 : (100 * sums.requests) / requests };
    }),
    changes: targets.map((target) => ({ target, lines: changesOf(target, before, after, nameOf) })),
  };
}

/** How many requests carry a label by these rules, now that they are stored; `requests` is all of them. */
export type SavedLabels = { readonly rules: number; readonly labelled: number; readonly requests: number };

/**
 * Replaces a workload's rules and labels its stored requests by them; without rules they carry what was logged.
 * Throws 'conflict' while an import into the workload runs.
 */
export async function applyLabelRules(request: LabelRulesRequest): Promise<SavedLabels> {
  const { labelled, requests } = await previewLabelRules(request, DEFAULT_BOOKS, Date.now());
  const database = await getDatabase();
  saveLabelRules(database, (await requireWorkload(database, request.workload)).id, request.rules);
  return { rules: request.rules.length, labelled, requests };
}
