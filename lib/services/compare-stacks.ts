import { createHash } from 'node:crypto';
import { loadAliases } from '@/db/queries/books';
import type { PriceBook } from '@/lib/domain/price';
import type { StackComparison, StackStep } from '@/lib/domain/scenario-view';
import type { Simulation } from '@/lib/domain/simulation';
import { type AdjustedFigures, adjustFigures } from '@/lib/engine/monthly';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { simulateWorkload } from './simulate-workload';
import { hasTerms, monthTermsAt, parseAsOf, type ScenarioView } from './view-scenario';

/** What a comparison asks of a scenario; its figures are those of the whole stack. */
export type StackScenario = Pick<ScenarioView, 'books' | 'asOf' | 'policy' | 'scale' | 'span'> & {
  readonly workload: { readonly name: string };
  readonly simulation: Pick<Simulation, 'pricedPct' | 'pricedTokensPct'>;
  readonly month: Pick<AdjustedFigures, 'repricedUsd' | 'planUsd'>;
  readonly inputs: { readonly hash: string };
};

const MAX_STEPS = 4;
const MAX_REMEMBERED = 24;
const remembered = new Map<string, Promise<StackStep>>();

/**
 * Which of a stack's books (by place, top first) are laid over the list: those with terms, and those above the first
 * book of the default stack. None where that would leave no list.
 */
export function contractPlaces(books: readonly Pick<PriceBook, 'name' | 'terms' | 'monthTerms'>[]): number[] {
  const list = books.findIndex(({ name }) => DEFAULT_BOOKS.includes(name));
  const places = books.flatMap((book, at) => (hasTerms(book) || at < list ? at : []));
  return places.length === books.length ? [] : places;
}

async function computeStep(
  scenario: StackScenario,
  texts: readonly string[],
  added: readonly string[],
): Promise<StackStep> {
  const asOf = parseAsOf(scenario.asOf, Date.now());
  const { policy, workload, scale, span } = scenario;
  const { simulation } = await simulateWorkload({
    workload: workload.name,
    policy,
    asOf,
    books: texts,
    outliers: 'none',
  });
  const { stack, refs } = await openStack(texts);
  const month = adjustFigures(simulation, scale, stack.monthTerms, monthTermsAt(asOf, span));
  return {
    books: refs.map(({ name }) => name),
    added,
    todayUsd: month.repricedUsd,
    planUsd: month.planUsd,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
  };
}

/** A step does not depend on the books above it, so that what was computed for one stack serves another. */
async function loadStep(
  scenario: StackScenario,
  texts: readonly string[],
  added: readonly string[],
): Promise<StackStep> {
  const { refs } = await openStack(texts);
  const aliases = [...loadAliases(await getDatabase())];
  const key = createHash('sha256')
    .update(JSON.stringify([scenario.inputs.hash, refs, added, scenario.scale, aliases]))
    .digest('base64');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const step = computeStep(scenario, texts, added);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, step);
  step.catch(() => remembered.delete(key));
  return step;
}

const toCents = (usd: number) => Math.round(usd * 100);

/** A difference is only taken where both stacks price the same calls. */
function changeOf(steps: readonly StackStep[], side: 'todayUsd' | 'planUsd'): number | null {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return null;
  const isAlike = first.pricedPct === last.pricedPct && first.pricedTokensPct === last.pricedTokensPct;
  const [before, after] = [first[side], last[side]];
  return !isAlike || before === null || after === null ? null : (toCents(after) - toCents(before)) / 100;
}

/**
 * The same scenario under the list alone, then with each contract or gateway book laid over it, the lowest first. Null
 * where the stack has none. `scenario.books` are the books as the address has them.
 */
export async function compareStacks(scenario: StackScenario): Promise<StackComparison | null> {
  const { books } = await openStack(scenario.books);
  const places = contractPlaces(books).reverse();
  if (places.length === 0) return null;
  const nameAt = (at: number) => books[at]?.name ?? '';
  // The books nearest the list share its step where there are many.
  const merged = Math.max(0, places.length - (MAX_STEPS - 1));
  const firsts = [0, ...Array.from({ length: places.length - merged }, (_, at) => merged + at + 1)];
  const steps: StackStep[] = [];
  for (const [index, count] of firsts.entries()) {
    const hidden = new Set(places.slice(count));
    const texts = scenario.books.filter((_, at) => !hidden.has(at));
    const added = places.slice(index === 0 ? 0 : (firsts[index - 1] as number), count).map(nameAt);
    const isWhole = count === places.length;
    steps.push(
      isWhole
        ? {
            books: books.map(({ name }) => name),
            added,
            todayUsd: scenario.month.repricedUsd,
            planUsd: scenario.month.planUsd,
            pricedPct: scenario.simulation.pricedPct,
            pricedTokensPct: scenario.simulation.pricedTokensPct,
          }
        : await loadStep(scenario, texts, added),
    );
  }
  return { steps, todayChangeUsd: changeOf(steps, 'todayUsd'), planChangeUsd: changeOf(steps, 'planUsd') };
}
