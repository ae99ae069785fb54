import { type CellTable, NO_SIZE_BAND } from '@/lib/domain/cube';
import type { SplitGroup } from '@/lib/domain/label-view';
import { bandFloor } from './match';
import { shapeWords } from './shape-words';
import { nameGroup, ruleOf, SPLIT_SIZES, type SplitKey } from './split-key';

/** Groups in all, with the rest; and the least percent of requests or of input tokens that makes a group. */
const MAX_GROUPS = 8;
const LEAST_PCT = 5;
const MAX_PATTERN = 150;

type Cell = {
  readonly model: string;
  /** Needs of the call; a condition asks for one of them. */
  readonly needs: readonly string[];
  /** The place in SPLIT_SIZES; null where the size is not known. */
  readonly size: number | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

function readCells(table: CellTable, cells: readonly number[]): Cell[] {
  const { dimensions, measures, labels, cuts } = table;
  return cells.map((cell) => {
    const band = dimensions.sizeBand[cell] as number;
    const floor = bandFloor(cuts.sizeEdges, band);
    return {
      model: labels.model[dimensions.model[cell] as number] ?? '',
      needs: (labels.needs[dimensions.needs[cell] as number] ?? '').split(',').filter(Boolean),
      size: band === NO_SIZE_BAND ? null : SPLIT_SIZES.findLastIndex(({ atLeast }) => floor >= atLeast),
      requests: measures.requests[cell] as number,
      inputTokens: measures.inputTokens[cell] as number,
      outputTokens: measures.outputTokens[cell] as number,
    };
  });
}

/** Patterns are compared without regard to case. */
const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function isIn(key: SplitKey, cell: Cell): boolean {
  if (key.model !== null && !sameText(key.model, cell.model)) return false;
  if (key.size !== null && key.size !== cell.size) return false;
  if (key.need === null) return true;
  return key.need === '' ? cell.needs.length === 0 : cell.needs.some((need) => sameText(need, key.need ?? ''));
}

type Sums = { requests: number; inputTokens: number; outputTokens: number };

function sumOf(cells: readonly Cell[]): Sums {
  const sums = { requests: 0, inputTokens: 0, outputTokens: 0 };
  for (const cell of cells) add(sums, cell);
  return sums;
}

function add(sums: Sums, cell: Cell): void {
  sums.requests += cell.requests;
  sums.inputTokens += cell.inputTokens;
  sums.outputTokens += cell.outputTokens;
}

/** Percent of the requests or of the input tokens, whichever is more. */
function weightOf(part: Sums, all: Sums): number {
  const pct = (own: number, whole: number) => (whole === 0 ? 0 : (100 * own) / whole);
  return Math.max(pct(part.requests, all.requests), pct(part.inputTokens, all.inputTokens));
}

/** Values that hold enough of the traffic, whatever their case; those with most requests first, then by name. */
function weightyValues(cells: readonly Cell[], all: Sums, valuesOf: (cell: Cell) => readonly string[]): string[] {
  const sums = new Map<string, { value: string; own: Sums }>();
  for (const cell of cells)
    for (const value of valuesOf(cell)) {
      const entry = sums.get(value.toLowerCase()) ?? { value, own: sumOf([]) };
      add(entry.own, cell);
      if (value < entry.value) entry.value = value;
      sums.set(value.toLowerCase(), entry);
    }
  return [...sums.values()]
    .filter(({ value, own }) => weightOf(own, all) >= LEAST_PCT && isPattern(value))
    .sort((a, b) => b.own.requests - a.own.requests || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
}

const isPattern = (text: string) =>
  text.length <= MAX_PATTERN && text === text.trim() && /^[\p{L}\p{N}\p{P}\p{S} ]*$/u.test(text) && !text.includes('*');

/** Most telling first: a model's calls of one size, then the model, then a size whatever the model. */
function candidateLevels(cells: readonly Cell[], all: Sums): SplitKey[][] {
  const models = weightyValues(cells, all, ({ model }) => [model]);
  const isOneModel = cells.every(({ model }) => sameText(model, cells[0]?.model ?? ''));
  const needs = weightyValues(cells, all, (cell) => cell.needs);
  const needKeys = needs.length > 0 ? [...needs, ''] : [null];
  const sizeKeys = SPLIT_SIZES.map((_, size) => size);
  const combine = (of: readonly (string | null)[], sizes: readonly (number | null)[]) =>
    needKeys.flatMap((need) => of.flatMap((model) => sizes.map((size): SplitKey => ({ model, need, size }))));
  return [combine(isOneModel ? [null] : models, sizeKeys), combine(models, [null]), combine([null], sizeKeys)].slice(
    0,
    isOneModel ? 1 : 3,
  );
}

/** The keys that hold enough of the traffic, each over what those before it leave; the largest where there are too many. */
function chooseKeys(cells: readonly Cell[]): SplitKey[] {
  const all = sumOf(cells);
  const chosen: SplitKey[] = [];
  let rest = cells;
  for (const level of candidateLevels(cells, all)) {
    const keys = level
      .map((key, place) => ({ key, place, weight: weightOf(sumOf(rest.filter((cell) => isIn(key, cell))), all) }))
      .filter(({ weight }) => weight >= LEAST_PCT)
      .sort((a, b) => b.weight - a.weight || a.place - b.place)
      .slice(0, MAX_GROUPS - 1 - chosen.length)
      .sort((a, b) => a.place - b.place)
      .map(({ key }) => key);
    chosen.push(...keys);
    rest = rest.filter((cell) => !keys.some((key) => isIn(key, cell)));
  }
  return chosen;
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) if (!taken.has(`${name} ${n}`)) return `${name} ${n}`;
}

/** `groupOf` by place in the cells asked about. */
export type Split = { readonly groups: readonly SplitGroup[]; readonly groupOf: Int32Array };

/**
 * A split of these cells by model, input size and needs: what is known before the call, never by what came out.
 * At most eight groups, the small ones together in the last. The same cells give the same groups. The table must be
 * cut at the sizes of SPLIT_SIZES, as every table is. `taken` are names that a group may not have.
 */
export function suggestSplit(table: CellTable, cells: readonly number[], taken: ReadonlySet<string>): Split {
  const read = readCells(table, cells);
  const keys = [...chooseKeys(read), { model: null, need: null, size: null }];
  const groupOf = Int32Array.from(read, (cell) => keys.findIndex((key) => isIn(key, cell)));
  const names = new Set(taken);
  const place = new Map<number, number>();
  const groups: SplitGroup[] = [];
  for (const [k, key] of keys.entries()) {
    const own = read.filter((_, i) => groupOf[i] === k);
    if (own.length === 0) continue;
    place.set(k, groups.length);
    const sums = sumOf(own);
    const name = uniqueName(nameGroup(key, keys), names);
    names.add(name);
    groups.push({
      name,
      shape: shapeWords(sums),
      rules: [ruleOf(key, name)],
      ...sums,
      outputPerInput: sums.inputTokens === 0 ? null : sums.outputTokens / sums.inputTokens,
    });
  }
  return { groups, groupOf: groupOf.map((k) => place.get(k) ?? -1) };
}
