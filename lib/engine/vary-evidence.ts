import type { CellTable } from '@/lib/domain/cube';
import type { Evidence, Interval } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Assumption } from '@/lib/domain/sensitivity';
import { type Evaluation, isCacheHit } from './evaluate';
import { getOrCreate } from './get-or-create';
import { modelsOfRoute } from './plan-cuts';
import type { ReplayContext } from './replay-context';
import type { Variation } from './vary-policy';

type InPlay = {
  readonly model: OfferId;
  readonly benchmark: string;
  readonly evidence: Evidence;
  readonly cells: number[];
};

/** Every score that the quality of today's calls or of the plan may rest on, with the cells it judges. */
function listInPlay(table: CellTable, context: ReplayContext, { rule, benchmark }: Evaluation): InPlay[] {
  const { policy, resolve, makerOf, evidence } = context;
  const makersOf = (names: readonly string[]) =>
    names.flatMap((name) => {
      const offerId = resolve(name)?.offerId;
      return offerId === undefined ? [] : [makerOf(offerId)];
    });
  const ofSources = table.labels.model.map((name) => makersOf([name]));
  const ofRules = [...policy.rules.map(({ route }) => route), policy.otherwise].map((route) =>
    makersOf(modelsOfRoute(route)),
  );
  const known = new Map<string, InPlay | null>();
  for (let cell = 0; cell < table.length; cell++) {
    const judge = benchmark[cell] ?? null;
    if (judge === null || isCacheHit(table, cell)) continue;
    const own = ofSources[table.dimensions.model[cell] as number] ?? [];
    const planned = ofRules[rule[cell] as number] ?? [];
    for (const model of new Set([...own, ...planned])) {
      const item = getOrCreate(known, `${model}\n${judge}`, () => {
        const found = evidence.find(model, judge);
        return found === null ? null : { model, benchmark: judge, evidence: found, cells: [] };
      });
      item?.cells.push(cell);
    }
  }
  return [...known.values()].filter((item) => item !== null);
}

/** Scores with a known interval, to be moved in it; and those without, which cannot be. */
export function listEvidenceVariations(
  table: CellTable,
  context: ReplayContext,
  evaluation: Evaluation,
  scoreInterval: (evidence: Evidence) => Interval | null,
): { readonly variations: Variation[]; readonly notVaried: Assumption[] } {
  const variations: Variation[] = [];
  const notVaried: Assumption[] = [];
  for (const { model, benchmark, evidence, cells } of listInPlay(table, context, evaluation)) {
    const assumption: Assumption = { kind: 'evidence', model, benchmark };
    const range = scoreInterval(evidence);
    if (range === null) {
      notVaried.push(assumption);
      continue;
    }
    const isSame = (offerId: OfferId, name: string) => offerId === model && name === benchmark;
    variations.push({
      assumption,
      value: evidence.score,
      range,
      origin: 'measured',
      cells,
      isLinear: false,
      isApproximate: false,
      at: (score) => ({
        evidence: {
          ...context.evidence,
          find: (offerId, name) =>
            isSame(offerId, name) ? { ...evidence, score } : context.evidence.find(offerId, name),
        },
      }),
    });
  }
  return { variations, notVaried };
}
