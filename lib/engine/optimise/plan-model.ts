import { parseOfferId, providerOf } from '@/lib/domain/ids';
import type { Assignment } from './assignment';
import type { PlanProblem } from './plan-problem';
import type { Unit } from './plan-units';

/** Limits that no group can decide alone. */
export type SharedLimits = {
  readonly modelsAtMost?: number;
  readonly vendorShareAtMost: { readonly [vendor: string]: number };
};

/** What is asked for: least cost at a quality (a weighted sum), most quality for USD, or the fewest models. */
export type Goal =
  | { readonly least: 'usd'; readonly quality: number | null }
  | { readonly most: 'quality'; readonly usd: number | null }
  | { readonly least: 'models' };

/** Rows are scaled to about a thousand, so that the solver's absolute tolerances are far below 1e-9 of them. */
const ROW_SCALE = 1e3;
const TERMS_A_LINE = 8;

type Term = readonly [coefficient: number, column: string];

function writeSum(terms: readonly Term[]): string {
  const parts = terms.flatMap(([coefficient, column]) =>
    coefficient === 0 ? [] : [`${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${column}`],
  );
  const lines: string[] = [];
  for (let i = 0; i < parts.length; i += TERMS_A_LINE) lines.push(parts.slice(i, i + TERMS_A_LINE).join(' '));
  return lines.join('\n  ');
}

const columnOf = (unit: number, option: number) => `x${unit}_${option}`;

/** The vendor's part of what an option spends on models, less its share of all. */
function overspend(sent: ReadonlyMap<string, number>, vendor: string, share: number): number {
  let own = 0;
  let total = 0;
  for (const [model, usd] of sent) {
    total += usd;
    if (providerOf(parseOfferId(model)) === vendor) own += usd;
  }
  return own - share * total;
}

/** USD that costs are divided by: about what a plan costs. */
function usdScale(units: readonly Unit[]): number {
  const least = units.reduce((sum, { options }) => sum + Math.min(...options.map(({ usd }) => usd)), 0);
  return least > 0 ? least : 1;
}

/**
 * Writes a plan's choice as a linear programme in CPLEX's LP format: `x{unit}_{option}` is the share of a unit's calls
 * that take an option, whole where it cannot be divided; `z{i}` is 1 where the model `models[i]` gets calls.
 */
export function writePlanModel(problem: PlanProblem, units: readonly Unit[], limits: SharedLimits, goal: Goal) {
  const scale = usdScale(units);
  const quality = problem.todayQuality > 0 ? problem.todayQuality : 1;
  const all = units.flatMap(({ options }, u) =>
    options.map((option) => ({ ...option, column: columnOf(u, option.option) })),
  );
  const costs = (factor: number) => all.map(({ usd, column }): Term => [(factor * usd) / scale, column]);
  const scores = (factor: number) => all.map((each): Term => [(factor * each.quality) / quality, each.column]);
  const models = [...new Set(all.flatMap(({ sent }) => [...sent.keys()]))].sort();
  const countsModels = limits.modelsAtMost !== undefined || ('least' in goal && goal.least === 'models');

  const rows = units.map(
    ({ options }, u) => `${writeSum(options.map(({ option }): Term => [1, columnOf(u, option)]))} = 1`,
  );
  if ('least' in goal && goal.least === 'usd' && goal.quality !== null)
    rows.push(`${writeSum(scores(ROW_SCALE))} >= ${(ROW_SCALE * goal.quality) / quality}`);
  if ('most' in goal && goal.usd !== null)
    rows.push(`${writeSum(costs(ROW_SCALE))} <= ${(ROW_SCALE * goal.usd) / scale}`);
  for (const [vendor, share] of Object.entries(limits.vendorShareAtMost)) {
    const terms = all.map(({ sent, column }): Term => [(ROW_SCALE * overspend(sent, vendor, share)) / scale, column]);
    if (terms.some(([coefficient]) => coefficient > 0)) rows.push(`${writeSum(terms)} <= 0`);
  }
  if (countsModels) {
    for (const [u, { options }] of units.entries())
      for (const [m, model] of models.entries()) {
        const using = options.filter(({ sent }) => sent.has(model));
        if (using.length === 0) continue;
        rows.push(`${writeSum([...using.map(({ option }): Term => [1, columnOf(u, option)]), [-1, `z${m}`]])} <= 0`);
      }
    if (limits.modelsAtMost !== undefined)
      rows.push(`${writeSum(models.map((_, m): Term => [1, `z${m}`]))} <= ${limits.modelsAtMost}`);
  }
  const objective =
    'most' in goal ? scores(1) : goal.least === 'usd' ? costs(1) : models.map((_, m): Term => [1, `z${m}`]);
  const whole = [
    ...all.filter((each) => !each.isDivisible).map(({ column }) => column),
    ...(countsModels ? models.map((_, m) => `z${m}`) : []),
  ];
  // A column that costs nothing and is in no row would be unknown: its unit's row names it.
  const text = [
    'most' in goal ? 'Maximize' : 'Minimize',
    ` obj: ${writeSum(objective) || `0 ${all[0]?.column ?? 'x'}`}`,
    'Subject To',
    ...rows.map((row, i) => ` r${i}: ${row}`),
    'Bounds',
    ...all.filter((each) => each.isDivisible).map(({ column }) => ` 0 <= ${column} <= 1`),
    ...(whole.length === 0 ? [] : ['Binary', ...whole.map((column) => ` ${column}`)]),
    'End',
    '',
  ].join('\n');
  return { text, models };
}

/** Shares below this are the solver's dust. */
const DUST = 1e-10;

/** The shares of a solution by group; those of a group add up to 1 exactly. */
export function readAssignment(
  { groups }: PlanProblem,
  units: readonly Unit[],
  columns: ReadonlyMap<string, number>,
): Assignment {
  const assignment: { option: number; share: number }[][] = groups.map(() => []);
  for (const [u, unit] of units.entries()) {
    const found = unit.options.flatMap(({ option }) => {
      const share = columns.get(columnOf(u, option)) ?? 0;
      return share > DUST ? [{ option, share }] : [];
    });
    const total = found.reduce((sum, { share }) => sum + share, 0);
    const shares = found.map(({ option, share }) => ({ option, share: share / total }));
    for (const g of unit.groups) assignment[g] = shares;
  }
  return assignment;
}
