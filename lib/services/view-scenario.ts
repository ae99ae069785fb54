import { loadPolicyByName } from '@/db/queries/policies';
import { listWorkloads, type WorkloadSummary } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import { MS_PER_DAY } from '@/lib/engine/clock';
import type { BookMonthTerm } from '@/lib/engine/month-terms';
import { type AdjustedFigures, adjustFigures, type MonthScale, monthScale } from '@/lib/engine/monthly';
import type { LogSpan } from '@/lib/engine/period';
import { keepAll } from '@/lib/engine/templates';
import { decodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { type SimulatedWorkload, simulateWorkload } from './simulate-workload';

const MS_PER_HOUR = 3_600_000;

/**
 * A scenario as a screen shows it. `month` figures are per 30-day month, month terms included, where the scale is known;
 * else over the log's span and without them.
 */
export type ScenarioView = SimulatedWorkload & {
  readonly policy: Policy;
  readonly isKeepAll: boolean;
  readonly books: readonly string[];
  readonly asOf: 'today' | 'logged' | string;
  readonly scale: MonthScale;
  readonly month: AdjustedFigures;
  /** Volume tiers, commitments and fees of the stack; the top book's first. */
  readonly monthTerms: readonly BookMonthTerm[];
  /** Names of the stack's books that state terms of any kind. */
  readonly termBooks: readonly string[];
  readonly workloads: readonly WorkloadSummary[];
};

/** Whether a book states a markup, a discount, or what changes a month as a whole. */
export function hasTerms({ terms, monthTerms }: Pick<PriceBook, 'terms' | 'monthTerms'>): boolean {
  return (terms?.length ?? 0) + (monthTerms?.length ?? 0) > 0;
}

/** "today" holds for the hour, so that repeated looks share one answer. */
export function parseAsOf(asOf: string, nowMs: number): 'logged' | number {
  if (asOf === 'logged') return 'logged';
  if (asOf === 'today') return Math.floor(nowMs / MS_PER_HOUR) * MS_PER_HOUR;
  const ms = Date.parse(asOf);
  if (Number.isNaN(ms))
    throw new WaybillError('bad-input', `the price date is not today, logged or an ISO date: "${asOf}"`);
  return ms;
}

/** The instant whose month terms a 30-day month is shown with: that of the prices, or the end of the log. */
export function monthTermsAt(asOf: 'logged' | number, span: LogSpan | null): number {
  return asOf === 'logged' ? (span?.lastDay ?? 0) * MS_PER_DAY : asOf;
}

/** The policy a link carries, or the saved one it names, or "keep everything". */
export async function policyOf(params: Pick<ScenarioParams, 'p' | 'policy'>): Promise<Policy | null> {
  if (params.p !== null) return decodePolicy(params.p);
  if (params.policy === null) return null;
  const saved = loadPolicyByName(await getDatabase(), params.policy);
  if (saved === null) throw new WaybillError('not-found', `no policy is saved as "${params.policy}"`);
  return saved;
}

/**
 * Computes the scenario of a link; null when there is no workload yet. Without `w` the newest workload is meant.
 * Throws WaybillError for an unknown workload, book or policy, or one that is not valid.
 */
export async function viewScenario(
  params: ScenarioParams,
  options: { readonly byDay?: boolean } = {},
): Promise<ScenarioView | null> {
  const workloads = listWorkloads(await getDatabase());
  const name = params.w ?? workloads.at(-1)?.name;
  if (name === undefined) return null;
  const chosen = await policyOf(params);
  const policy = chosen ?? keepAll();
  const books = params.books?.length ? params.books : DEFAULT_BOOKS;
  const asOf = parseAsOf(params.asOf, Date.now());
  const simulated = await simulateWorkload({
    workload: name,
    policy,
    asOf,
    books,
    outliers: 'soon',
    ...options,
  });
  const opened = await openStack(books);
  const { monthTerms } = opened.stack;
  const scale = monthScale(simulated.span, params.rpd);
  return {
    ...simulated,
    policy,
    isKeepAll: chosen === null,
    books,
    asOf: params.asOf,
    scale,
    month: adjustFigures(simulated.simulation, scale, monthTerms, monthTermsAt(asOf, simulated.span)),
    monthTerms,
    termBooks: opened.books.filter(hasTerms).map((book) => book.name),
    workloads,
  };
}
