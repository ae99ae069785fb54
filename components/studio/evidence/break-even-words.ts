import { formatUsd } from '@/components/ui/format';
import type { BreakEven, NextBest } from '@/lib/domain/sensitivity';

type NameOf = (model: string) => string;

const MULTIPLE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const SHARE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

/** Rounded down, so that a price that still holds is not overstated. */
function times(multiple: number): string {
  const perUnit = multiple < 2 ? 100 : multiple < 100 ? 10 : 1;
  return MULTIPLE.format(Math.floor(multiple * perUnit + 1e-9) / perUnit);
}

const MANY_TIMES = 1000;

/** At what price of a model the plan stops, or starts, to save. `saves`: whether it does now. */
export function breakEvenWords({ model, multiple }: BreakEven, saves: boolean, nameOf: NameOf): string {
  const name = nameOf(model);
  if (multiple === null) return `No price of ${name} decides whether the plan saves.`;
  if (multiple === 0) return `${name} would have to be free before the plan ${saves ? 'stops saving' : 'saves'}.`;
  if (multiple > MANY_TIMES)
    return `${name} could cost over ${MULTIPLE.format(MANY_TIMES)} times as much before the plan ${saves ? 'stops saving' : 'starts to save'}.`;
  if (multiple >= 1)
    return saves
      ? `${name} could cost ${times(multiple)} times as much before the plan stops saving.`
      : `${name} would have to cost ${times(multiple)} times as much before the plan saves.`;
  const pct = SHARE.format(100 * multiple);
  return saves
    ? `The plan stops saving once ${name} costs ${pct}% of its price.`
    : `The plan saves once ${name} costs ${pct}% of its price.`;
}

/** Which choice comes next for the calls of a rule, and at what price. */
export function nextBestWords(
  { rule, model, alternative, multiple, alternativeUsd }: NextBest,
  usdFactor: number,
  nameOf: NameOf,
): string {
  const other = alternative === null ? 'staying on today’s models' : nameOf(alternative);
  const cost = formatUsd(alternativeUsd * usdFactor);
  if (multiple < 1) return `Rule ${rule}: ${other} is already cheaper than ${nameOf(model)} (${cost}).`;
  if (multiple > MANY_TIMES) return `Rule ${rule}: nothing comes near ${nameOf(model)}; next is ${other} (${cost}).`;
  return `Rule ${rule}: from ${times(multiple)} times the price of ${nameOf(model)}, ${other} is cheaper (${cost}).`;
}
