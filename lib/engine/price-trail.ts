import type { CellTable } from '@/lib/domain/cube';
import type { ContextTier, PriceRow, RateCard } from '@/lib/domain/price';
import { type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import { evaluateCells } from './evaluate';
import { getOrCreate } from './get-or-create';
import type { FoundPrice } from './price-stack';
import { borrowedFrom, type PriceLine } from './price-usage';
import type { BillSide, Charge, ReplayContext } from './replay-context';

/** Which part of a side's bill: all of it, or that of a model, a vendor, a task or a team ('' is the unlabelled). */
export type TrailPart =
  | { readonly kind: 'all' }
  | { readonly kind: 'model' | 'vendor' | 'task' | 'team'; readonly name: string };

/** The price behind a line: the row and card, and what is to say of it. */
export type TrailPrice = {
  readonly found: FoundPrice;
  readonly contextTier: ContextTier | null;
  readonly isSizeUnknown: boolean;
  readonly tier: ServiceTier;
  /** Where the row is for one region or has siblings that are: the calls' own. */
  readonly region: string;
};

/** Calls that one price row billed, over the log's span. Without a price: a cache's answers, or the router's overhead. */
export type TrailLine = {
  /** As in the figures by model; null for what a cache answers under the plan. */
  readonly model: string | null;
  readonly role: Charge['role'];
  readonly price: TrailPrice | null;
  readonly requests: number;
  /** What each class of tokens adds, in USD; they sum to `usd`. */
  readonly classes: readonly PriceLine[];
  readonly usd: number;
};

type Open = Omit<TrailLine, 'classes' | 'usd' | 'requests'> & {
  requests: number;
  usd: number;
  readonly card: RateCard | null;
  readonly units: Float64Array;
};

function vendorOf(model: string): string {
  const slash = model.indexOf('/');
  return slash > 0 ? model.slice(0, slash) : model;
}

function toClasses(card: RateCard, units: Float64Array): PriceLine[] {
  return UNITS.flatMap((unit: Unit, i): PriceLine[] => {
    const count = units[i] as number;
    if (count === 0) return [];
    const pricedAs = card[unit] === undefined ? borrowedFrom(unit, card) : null;
    const usdPerMillion = card[pricedAs ?? unit];
    // A card without a price a request bills none; any other class without a price would have left the cell unpriced.
    if (usdPerMillion === undefined) return [];
    return [{ unit, units: count, usdPerMillion, usd: (count * usdPerMillion) / 1e6, pricedAs }];
  });
}

/**
 * The price rows behind a figure: what each billed on one side, over requests priced on both, largest first. The lines
 * of a model add up to its figure in `byModel`, all of them to the side's total. Throws as `evaluateCells` does.
 */
export function traceBill(table: CellTable, context: ReplayContext, side: BillSide, part: TrailPart): TrailLine[] {
  const { dimensions, labels } = table;
  const ids = new Map<object, number>();
  const idOf = (object: object) => getOrCreate(ids, object, () => ids.size);
  const open = new Map<string, Open>();
  const regional = new Map<string, boolean>();
  const isRegional = ({ offerId }: PriceRow) =>
    getOrCreate(regional, offerId, () => context.stack.rowsOf(offerId).some((row) => row.region != null));

  const isAsked = (model: string | null, cell: number): boolean => {
    if (part.kind === 'all') return true;
    if (part.kind === 'model') return model === part.name;
    if (part.kind === 'vendor') return model !== null && vendorOf(model) === part.name;
    return labels[part.kind][dimensions[part.kind][cell] as number] === part.name;
  };

  const onCharge = (charge: Charge): void => {
    if (charge.side !== side) return;
    if (!('itemised' in charge)) {
      if (!isAsked(charge.model, charge.cell)) return;
      const line = getOrCreate(open, `${charge.role}\n${charge.model}`, () => ({
        model: charge.model,
        role: charge.role,
        price: null,
        card: null,
        requests: 0,
        usd: 0,
        units: new Float64Array(0),
      }));
      line.requests += charge.requests;
      line.usd += charge.usd;
      return;
    }
    const { model, role, tier, share, itemised, cell } = charge;
    if (!isAsked(model, cell)) return;
    const { found, card, contextTier, isSizeUnknown, units } = itemised;
    const region = isRegional(found.row) ? (labels.region[dimensions.region[cell] as number] ?? '') : '';
    const key = [model, role, tier, region, idOf(found.row), idOf(card), isSizeUnknown, found.extrapolated].join('\n');
    const line = getOrCreate(open, key, () => ({
      model,
      role,
      price: { found, contextTier, isSizeUnknown, tier, region },
      card,
      requests: 0,
      usd: 0,
      units: new Float64Array(UNITS.length),
    }));
    line.requests += charge.requests;
    for (let i = 0; i < UNITS.length; i++) line.units[i] = (line.units[i] as number) + (units[i] as number) * share;
  };

  evaluateCells(table, { ...context, onCharge });
  return [...open.values()]
    .map(({ card, units, usd, ...line }): TrailLine => {
      if (card === null) return { ...line, classes: [], usd };
      const classes = toClasses(card, units);
      return { ...line, classes, usd: classes.reduce((sum, { usd: own }) => sum + own, 0) };
    })
    .sort((a, b) => b.usd - a.usd || b.requests - a.requests);
}
