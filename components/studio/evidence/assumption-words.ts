import { formatScore, formatUsd } from '@/components/ui/format';
import type { Assumption, AssumptionKind, Swing } from '@/lib/domain/sensitivity';

type Words = {
  readonly nameOf: (model: string) => string;
  readonly benchmarkTitleOf: (benchmark: string) => string;
};

const FACTOR = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** An assumption as a row of a table names it. */
export function assumptionTitle(assumption: Assumption, { nameOf, benchmarkTitleOf }: Words): string {
  switch (assumption.kind) {
    case 'inputFactor':
      return `Input tokens, ${nameOf(assumption.from)} → ${nameOf(assumption.to)}`;
    case 'outputFactor':
      return `Output tokens, ${nameOf(assumption.from)} → ${nameOf(assumption.to)}`;
    case 'promptCacheKept':
      return 'Prompt cache kept on another model';
    case 'errorRate':
      return 'Error rate of the first attempt';
    case 'overhead':
      return 'Overhead a request';
    case 'cacheHitRate':
      return `Hit rate of response cache ${assumption.index + 1}`;
    case 'judgeErrorRate':
      return `Errors of the judge ${nameOf(assumption.model)}, rule ${assumption.rule}`;
    case 'price':
      return `Price of ${nameOf(assumption.model)}`;
    case 'evidence':
      return `Score of ${nameOf(assumption.model)} on ${benchmarkTitleOf(assumption.benchmark)}`;
    default:
      assumption satisfies never;
      throw new Error(`unknown assumption: ${JSON.stringify(assumption)}`);
  }
}

const FORMATS: { readonly [kind in AssumptionKind]: (value: number) => string } = {
  inputFactor: (value) => `×${FACTOR.format(value)}`,
  outputFactor: (value) => `×${FACTOR.format(value)}`,
  promptCacheKept: formatScore,
  errorRate: formatScore,
  overhead: formatUsd,
  cacheHitRate: formatScore,
  judgeErrorRate: formatScore,
  price: (value) => `×${FACTOR.format(value)}`,
  evidence: formatScore,
};

/** `×0.9 to ×1.1, assumed`. */
export function rangeWords({ assumption, range, origin }: Swing): string {
  const format = FORMATS[assumption.kind];
  return `${format(range.low)} to ${format(range.high)}, ${origin}`;
}
