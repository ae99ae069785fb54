import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import runs from '../data/polyglot.json' with { type: 'json' };

export const POLYGLOT = 'aider-polyglot';

/** A run of two models together says nothing of either alone. */
function isSingleModel(run: (typeof runs)[number]): boolean {
  return !run.model.includes(' + ') && run.editFormat !== 'architect';
}

type Run = (typeof runs)[number];

/** The runs of one model each whose model some rule knows. `toMaker`: a logged name → the maker's own offer, or null. */
function runsOfModels(toMaker: (name: string) => OfferId | null): { readonly run: Run; readonly offerId: OfferId }[] {
  return runs.filter(isSingleModel).flatMap((run) => {
    const bareName = run.model.replace(/\s*\(.*\)$/, '');
    const offerId = toMaker(bareName) ?? (run.commandModel === null ? null : toMaker(run.commandModel));
    return offerId === null ? [] : [{ run, offerId }];
  });
}

/** Aider's polyglot leaderboard as priors: share of 225 coding tasks solved in two tries. */
export function readPolyglot(toMaker: (name: string) => OfferId | null): Evidence[] {
  return runsOfModels(toMaker).flatMap(({ run, offerId }) => {
    if (run.passRatePct === null) return [];
    return {
      dataset: 'Aider polyglot leaderboard',
      offerId,
      benchmark: POLYGLOT,
      score: Math.round(run.passRatePct * 10) / 1000,
      sampleSize: run.testCases,
      kind: 'prior' as const,
      source: `Aider-AI/aider leaderboard, run “${run.model}” (Apache-2.0)`,
      measuredOn: run.date,
    };
  });
}

/** What a run over the exercises read and wrote in all. `editFormat` is how the answers had to be written. */
export type PolyglotTokens = {
  readonly offerId: OfferId;
  readonly run: string;
  readonly editFormat: string;
  readonly exercises: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** The runs whose token totals the leaderboard has, in its order. */
export function readPolyglotTokens(toMaker: (name: string) => OfferId | null): PolyglotTokens[] {
  return runsOfModels(toMaker).flatMap(({ run, offerId }) => {
    const { model, editFormat, testCases, promptTokens, completionTokens } = run;
    if (!promptTokens || !completionTokens) return [];
    const tokens = { inputTokens: promptTokens, outputTokens: completionTokens };
    return { offerId, run: model, editFormat, exercises: testCases, ...tokens };
  });
}
