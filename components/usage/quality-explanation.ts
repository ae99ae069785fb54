import { countOf, formatCount, formatDay, formatPct, formatShare, formatUsd } from '@/components/ui/format';
import type { CostExplanation } from '@/lib/domain/data-quality';

const TIMES_FROM_PCT = 1000;

/** `+0.2%`, `−5.0%`, and from ten times more on `12×`. */
export function signedShare(pct: number): string {
  if (pct >= TIMES_FROM_PCT) return `${formatCount(1 + pct / 100)}×`;
  if (Math.abs(pct) < 0.05) return formatShare(0);
  const text = formatShare(Math.abs(pct));
  return `${pct < 0 ? '−' : '+'}${text}`;
}

/** Why logged and repriced cost differ, as a check over the stored calls says. */
export function explanationText(explanation: CostExplanation): string {
  switch (explanation.kind) {
    case 'outliers': {
      const { requests, timeMs, loggedUsd, repricedUsd } = explanation;
      const which = requests === 1 ? `One call of ${formatDay(timeMs)} is` : `${countOf(requests, 'call')} are`;
      return `${which} logged at ${formatUsd(loggedUsd)}, repriced at ${formatUsd(repricedUsd)}: over 100 times apart.`;
    }
    case 'zero cost': {
      const { requests, repricedUsd } = explanation;
      return `${countOf(requests, 'call')} logged at $0 would cost ${formatUsd(repricedUsd)}.`;
    }
    case 'one call': {
      const { pct, call } = explanation;
      return `One call makes up ${formatPct(pct)} of the rest: ${formatDay(call.timeMs)}, ${formatUsd(call.loggedUsd)} logged, ${formatUsd(call.repricedUsd)} repriced.`;
    }
    case 'day prices':
      return `The price has changed: at the prices of each call’s own day it is ${formatUsd(explanation.usd)} (the log: ${signedShare(explanation.offPct)}).`;
    case 'batch price':
      return `The batch price accounts for it (the log: ${signedShare(explanation.offPct)}); the log says standard.`;
    case 'cached share':
      return `Cached tokens are not in the log: ${formatShare(explanation.pct)} of input read from cache would account for the difference.`;
    case 'nearest price':
      return `${countOf(explanation.requests, 'call')} priced by the nearest known price only.`;
    case 'not explained':
      return `Not explained: ${formatUsd(Math.abs(explanation.usd))} ${explanation.usd < 0 ? 'less' : 'more'} logged over ${countOf(explanation.requests, 'call')}.`;
    default:
      explanation satisfies never;
      throw new Error(`no words for ${(explanation as CostExplanation).kind}`);
  }
}
