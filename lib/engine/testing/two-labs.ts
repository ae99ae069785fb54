import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook, RateCard } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { cutsFor, openBooks } from '../__oracle__/both-ways';
import { cellsOf } from '../__oracle__/cells-of';
import { indexEvidence } from '../quality';
import type { ReplayContext } from '../replay-context';
import { labBook, labRow } from './lab-book';

/** Evidence of a right-or-wrong eval; `n` null: a benchmark that does not say how many items it has. */
export function scored(model: string, benchmark: string, score: number, n: number | null): Evidence {
  return {
    dataset: 'made up',
    offerId: parseOfferId(model),
    benchmark,
    score,
    sampleSize: n,
    kind: n === null ? 'prior' : 'eval',
    source: 'made up',
    measuredOn: null,
  };
}

/** A book of flat prices in USD per million tokens, by offer. */
export function flatBook(prices: { readonly [offer: string]: RateCard }): PriceBook {
  return labBook(Object.entries(prices).map(([id, rates]) => labRow(rates, { offerId: parseOfferId(id) })));
}

/** Calls and a policy, ready to replay. Each task is judged by the benchmark of its name, none by ''. */
export function replayOf(
  records: readonly UsageRecord[],
  policy: Policy,
  books: readonly PriceBook[],
  evidence: readonly Evidence[] = [],
  cutPolicies: readonly Policy[] = [],
) {
  const benchmarkOf = (task: string) => (task === '' ? null : task);
  const opened = openBooks(books, () => evidence, benchmarkOf);
  const cuts = [policy, ...cutPolicies].map((each) => cutsFor(records, each, opened));
  const sizeEdges = [...new Set(cuts.flatMap((own) => own.sizeEdges))].sort((a, b) => a - b);
  const [first] = cuts;
  if (first === undefined) throw new Error('there is always one policy');
  const { stack, resolve, makerOf } = opened;
  const index = indexEvidence(evidence, benchmarkOf);
  const context: ReplayContext = { policy, asOf: 'logged', stack, resolve, makerOf, evidence: index };
  return { table: cellsOf(records, { ...first, sizeEdges }), context };
}
