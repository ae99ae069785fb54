export type Series = {
  readonly key: string;
  readonly label: string;
  /** One value a month (or step); null is unknown, not zero. */
  readonly values: readonly (number | null)[];
};

export const OTHER_KEY = 'other';

const sumKnown = (values: readonly (number | null | undefined)[]): number | null => {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

/** The `count` largest series by sum, then one that adds up the rest. */
export function topSeries(series: readonly Series[], count: number): readonly Series[] {
  const sorted = series
    .map((one) => ({ one, total: sumKnown(one.values) ?? 0 }))
    .sort((a, b) => b.total - a.total || (a.one.key < b.one.key ? -1 : 1))
    .map(({ one }) => one);
  if (sorted.length <= count + 1) return sorted;
  const rest = sorted.slice(count);
  const length = Math.max(...rest.map(({ values }) => values.length));
  const values = Array.from({ length }, (_, index) => sumKnown(rest.map((one) => one.values[index])));
  return [...sorted.slice(0, count), { key: OTHER_KEY, label: `${rest.length} others`, values }];
}

/** The colour of the series at `index`; there are eight, and one for the rest. */
export function seriesColor(key: string, index: number): string {
  return key === OTHER_KEY || index > 7 ? 'var(--wb-cat-other)' : `var(--wb-cat-${index + 1})`;
}
