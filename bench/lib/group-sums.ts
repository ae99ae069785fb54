/** What a frontier is made of as SQL over the requests: each candidate's bill in each task, language and size class. */
import type { OfferId } from '@/lib/domain/ids';
import type { RateCard } from '@/lib/domain/price';
import { isOpen, type PlanProblem, type SizeClass } from '@/lib/engine/optimise/plan-problem';
import { assertClose } from './report';

/**
 * The statements: `prices` fills a table of USD per million by candidate and size class, `query` sums tokens by group
 * in one pass and lays the prices on. Calls that move lose their cache: all their input costs the input price; calls
 * that are on the model already (`loggedAs`: its names in the log) keep theirs.
 */
export function groupSumsSql(
  candidates: readonly OfferId[],
  classes: readonly SizeClass[],
  cardOf: (offerId: OfferId, size: SizeClass) => RateCard | null,
  loggedAs: (offerId: OfferId) => readonly string[],
): { readonly prices: string; readonly query: string } {
  const rows = candidates.flatMap((offerId) =>
    classes.flatMap((size, i) => {
      const card = cardOf(offerId, size);
      return card === null
        ? []
        : [
            `('${offerId}', ${i}, ${card.input ?? 'NULL'}, ${card.cacheRead ?? card.input ?? 'NULL'}, ${card.output ?? 'NULL'}, [${loggedAs(offerId).map((name) => `'${name}'`)}]::VARCHAR[])`,
          ];
    }),
  );
  const cases = classes.flatMap(({ below }, i) => (below === null ? [] : [`WHEN input_tokens < ${below} THEN ${i}`]));
  return {
    prices: `CREATE OR REPLACE TEMP TABLE prices AS FROM (VALUES ${rows.join(', ')}) AS p(model, size, input, cached, output, own)`,
    query: `WITH groups AS (SELECT coalesce(task, '') AS task, coalesce(language, '') AS language, model AS logged,
        CASE ${cases.join(' ')} ELSE ${classes.length - 1} END AS size,
        sum(input_tokens) AS whole, sum(cached_tokens) AS reads, sum(output_tokens) AS written
      FROM usage GROUP BY ALL)
      SELECT task, language, size, model, CAST(sum(CASE WHEN list_contains(own, logged)
        THEN (whole - reads) * input + reads * cached ELSE whole * input END + written * output) AS DOUBLE) / 1e6 AS usd
      FROM groups JOIN prices USING (size) GROUP BY ALL`,
  };
}

type Row = { task: string; language: string; size: number; model: string; usd: number };

/** Stops where a sum of the problem is not that of the rows. */
export function compareSums(
  { groups, options }: PlanProblem,
  classes: readonly SizeClass[],
  rows: readonly Record<string, unknown>[],
): void {
  const usdOf = new Map<string, number>();
  for (const row of rows as unknown as Row[]) {
    const size = classes[row.size]?.atLeast;
    usdOf.set(`${row.task}\n${row.language}\n${size}\n${row.model}`, row.usd);
  }
  // Groups of a task that differ by needs alone are one group of the SQL.
  const sums = new Map<string, { own: number; theirs: number }>();
  for (const { topics, size, options: own } of groups)
    for (const [o, { label }] of options.entries()) {
      const option = own[o];
      if (o === 0 || option === undefined || !isOpen(option)) continue;
      const keys = topics.flatMap(({ task, languages }) =>
        languages.map((language) => `${task}\n${language}\n${size?.atLeast}\n${label}`),
      );
      const theirs = keys.reduce((sum, key) => sum + (usdOf.get(key) ?? 0), 0);
      const sum = sums.get(keys.join()) ?? { own: 0, theirs };
      sums.set(keys.join(), { own: sum.own + option.usd, theirs });
    }
  if (sums.size === 0) throw new Error('no sum to compare');
  for (const [key, { own, theirs }] of sums) assertClose(`the sum of ${key}`, own, theirs);
}
