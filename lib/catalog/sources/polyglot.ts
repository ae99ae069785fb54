import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import runs from '../data/polyglot.json' with { type: 'json' };

export const POLYGLOT = 'aider-polyglot';

/** A run of two models together says nothing of either alone. */
function isSingleModel(run: (typeof runs)[number]): boolean {
  return !run.model.includes(' + ') && run.editFormat !== 'architect';
}

/**
 * Aider's polyglot leaderboard as priors: share of 225 coding tasks solved in two tries. A run whose model no rule
 * knows is left out. `toMaker`: a logged name → the maker's own offer, or null.
 */
export function readPolyglot(toMaker: (name: string) => OfferId | null): Evidence[] {
  return runs.filter(isSingleModel).flatMap((run) => {
    const bareName = run.model.replace(/\s*\(.*\)$/, '');
    const offerId = toMaker(bareName) ?? (run.commandModel === null ? null : toMaker(run.commandModel));
    if (offerId === null || run.passRatePct === null) return [];
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
