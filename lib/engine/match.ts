import { type CellTable, type LabelKind, NO_SIZE_BAND } from '@/lib/domain/cube';
import type { Condition } from '@/lib/domain/policy';
import { SERVICE_TIERS } from '@/lib/domain/usage';
import type { Resolver } from './names';

export type CellTest = (cell: number) => boolean;

/** The smallest input size in a band; every request of a cell is on the same side of each cut. */
export function bandFloor(sizeEdges: readonly number[], band: number): number {
  return band <= 0 ? 0 : (sizeEdges[band - 1] as number);
}

function testLabel(table: CellTable, kind: LabelKind, isWanted: (value: string) => boolean): CellTest {
  // Id 0 is "no label": it matches no list.
  const wanted = table.labels[kind].map((value, id) => id !== 0 && isWanted(value));
  const ids = table.dimensions[kind];
  return (cell) => wanted[ids[cell] as number] === true;
}

function setOf(value: string): string[] {
  return value === '' ? [] : value.split(',');
}

/**
 * Compiles a condition to a test on the cells of a table. Keys are ANDed, values of a key ORed, `needs` all of
 * them; a missing label matches no list; aggregate rows match no size. `sourceModel` matches the logged name or
 * the offer id it resolves to.
 */
export function compileCondition(condition: Condition | undefined, table: CellTable, resolve: Resolver): CellTest {
  const tests: CellTest[] = [];
  for (const kind of ['task', 'team', 'language', 'region'] as const) {
    const values = condition?.[kind];
    if (values !== undefined) tests.push(testLabel(table, kind, (value) => values.includes(value)));
  }
  if (condition?.tags !== undefined) {
    const { tags } = condition;
    tests.push(testLabel(table, 'tags', (value) => setOf(value).some((tag) => tags.includes(tag))));
  }
  if (condition?.needs !== undefined) {
    const { needs } = condition;
    tests.push(testLabel(table, 'needs', (value) => needs.every((need) => setOf(value).includes(need))));
  }
  if (condition?.sourceModel !== undefined) {
    const { sourceModel } = condition;
    tests.push(
      testLabel(
        table,
        'model',
        (value) => sourceModel.includes(value) || sourceModel.includes(resolve(value)?.offerId ?? ''),
      ),
    );
  }
  if (condition?.serviceTier !== undefined) {
    const wanted = SERVICE_TIERS.map((tier) => condition.serviceTier?.includes(tier) === true);
    const tiers = table.dimensions.serviceTier;
    tests.push((cell) => wanted[tiers[cell] as number] === true);
  }
  if (condition?.inputTokens !== undefined) {
    const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = condition.inputTokens;
    const bands = table.dimensions.sizeBand;
    const edges = table.cuts.sizeEdges;
    tests.push((cell) => {
      const band = bands[cell] as number;
      if (band === NO_SIZE_BAND) return false;
      const floor = bandFloor(edges, band);
      return floor >= atLeast && floor <= atMost;
    });
  }
  if (condition?.not !== undefined) {
    const inner = compileCondition(condition.not, table, resolve);
    tests.push((cell) => !inner(cell));
  }
  return (cell) => {
    for (const test of tests) if (!test(cell)) return false;
    return true;
  };
}

/** What a condition that asks for a size asks beside it, so that aggregate rows which only the size kept out are counted. */
export function compileWithoutSize(
  condition: Condition | undefined,
  table: CellTable,
  resolve: Resolver,
): CellTest | null {
  if (condition?.inputTokens === undefined) return null;
  return compileCondition({ ...condition, inputTokens: undefined }, table, resolve);
}
