import type { SpendLine } from '@/lib/domain/compare-scenarios-view';
import { type OfferId, providerOf } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import { OVERHEAD_MODEL } from '@/lib/engine/evaluate';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { roundToTotal } from '@/lib/engine/rounding';
import { nameModels, nameVendors } from './studio-names';
import type { ScenarioView } from './view-scenario';

const OVERHEAD = 'Router overhead';
const TERMS = 'Volume discounts, commitments and fees';

/** Lines of the plan's bill, the largest first, in cents that add up; what a month adds as a whole stands last. */
function toLines({ simulation, scale, month }: ScenarioView, labelOf: (model: string) => string): SpendLine[] {
  const sums = new Map<string, { usd: number }>();
  for (const { model, planUsd } of simulation.byModel) {
    if (planUsd === 0) continue;
    getOrCreate(sums, labelOf(model), () => ({ usd: 0 })).usd += planUsd * (scale.known ? scale.factor : 1);
  }
  const lines = [...sums].map(([label, { usd }]) => ({ label, usd })).sort((a, b) => b.usd - a.usd);
  const terms = month.adjustments?.plan.totalUsd ?? 0;
  if (terms !== 0) lines.push({ label: TERMS, usd: terms });
  const total = lines.reduce((sum, { usd }) => sum + usd, 0);
  const cents = total < 1 ? null : roundToTotal(lines.map(({ usd }) => usd));
  return lines.map(({ label, usd }, i) => ({
    label,
    usd: cents?.[i] || usd,
    sharePct: total === 0 ? null : (100 * usd) / total,
  }));
}

export function spendByModel(view: ScenarioView, books: readonly PriceBook[]): SpendLine[] {
  const names = nameModels(
    view.simulation.byModel.map(({ model }) => model),
    books,
  );
  return toLines(view, (model) => (model === OVERHEAD_MODEL ? OVERHEAD : (names[model] ?? model)));
}

export function spendByVendor(view: ScenarioView, books: readonly PriceBook[]): SpendLine[] {
  const nameOf = nameVendors(books);
  return toLines(view, (model) => (model === OVERHEAD_MODEL ? OVERHEAD : nameOf(providerOf(model as OfferId))));
}
