import { formatUsd } from '@/components/ui/format';
import type { MonthAdjustment } from '@/lib/domain/month-bill';
import { monthTermTitle } from '@/lib/engine/month-terms';

/** `−$1,234.00`, `+$80.00`: an amount that is added to another. */
export function signedUsd(usd: number): string {
  return `${usd < 0 ? '−' : '+'}${formatUsd(Math.abs(usd))}`;
}

/** `−$1,234.00 volume discount, contract X`, or why the term changes nothing. */
export function adjustmentWords({ kind, label, usd }: MonthAdjustment): string {
  if (usd !== 0) return `${signedUsd(usd)} ${monthTermTitle({ kind, usd }).toLowerCase()}, ${label}`;
  if (kind === 'commitment') return `commitment met, ${label}`;
  return kind === 'fee' ? `fee not charged, ${label}: its offers are not used` : `no volume discount yet, ${label}`;
}

/** How the amount comes about: `Volume discount, contract X: −$1,234.00 on $12,340.00.` */
export function adjustmentFormula(line: MonthAdjustment): string {
  const { kind, label, usd, baseUsd } = line;
  const title = `${monthTermTitle({ kind, usd })}, ${label}`;
  if (kind === 'fee') return usd === 0 ? `${title}: not charged.` : `${title}: ${signedUsd(usd)}.`;
  if (kind === 'commitment')
    return `${title}: what is committed less the ${formatUsd(baseUsd)} spent, ${formatUsd(usd)}.`;
  return `${title}: ${usd === 0 ? 'nothing' : signedUsd(usd)} on ${formatUsd(baseUsd)}.`;
}
