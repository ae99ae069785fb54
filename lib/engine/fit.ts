import { type CellTable, NO_SIZE_BAND } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { OfferFacts } from '@/lib/domain/price';
import type { Target } from './compile-route';
import { getOrCreate } from './get-or-create';
import { bandFloor } from './match';
import type { PriceStack } from './price-stack';

export type Misfit = 'does not fit: context' | 'does not fit: needs';

/** Why a call of the cell does not fit a model, 'fit unknown' where a fact is missing, or null: it fits. */
export type FitTest = (target: Target, cell: number) => Misfit | 'fit unknown' | null;

/**
 * A call fits if input × factor ≤ context window and its needs are among the capabilities. On its own offer it is
 * known to fit, as long as it does not grow.
 */
export function createFitTest(table: CellTable, stack: PriceStack): FitTest {
  const { dimensions, cuts } = table;
  const needsOf = table.labels.needs.map((needs) => (needs === '' ? [] : needs.split(',')));
  const factsOf = new Map<OfferId, OfferFacts>();
  return (target, cell) => {
    const { offerId, moved, inputFactor } = target;
    if (offerId === null || (!moved && inputFactor <= 1)) return null;
    const facts = factsOf.get(offerId) ?? getOrCreate(factsOf, offerId, () => stack.factsOf(offerId));
    const needs = needsOf[dimensions.needs[cell] as number] ?? [];
    if (moved && needs.some((need) => facts.capabilities?.[need] === false)) return 'does not fit: needs';
    const band = dimensions.sizeBand[cell] as number;
    const context = facts.contextWindowTokens;
    const isSized = context !== undefined && band !== NO_SIZE_BAND;
    if (isSized && bandFloor(cuts.sizeEdges, band) * inputFactor > context) return 'does not fit: context';
    if (!moved) return null;
    return isSized && needs.every((need) => facts.capabilities?.[need] === true) ? null : 'fit unknown';
  };
}
