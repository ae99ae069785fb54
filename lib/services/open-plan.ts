import { loadLabels } from '@/db/labels';
import { loadBlastRadius } from '@/db/queries/evidence';
import type { BookRef } from '@/lib/domain/book-ref';
import { WaybillError } from '@/lib/domain/errors';
import type { Certainty, PlanDimension } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import { supposedBook } from '@/lib/engine/live/supposed-prices';
import { buildPlanProblem } from '@/lib/engine/optimise/build-plan-problem';
import type { PlanProblem } from '@/lib/engine/optimise/plan-problem';
import { cutsForCandidates } from '@/lib/engine/optimise/size-classes';
import { createPriceStack } from '@/lib/engine/price-stack';
import { keepAll } from '@/lib/engine/templates';
import { type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { candidatesFor } from './plan-candidates';
import { hashInputs, hashSeed, loadCutCells, replayCube, requireWorkload } from './simulate-workload';
import { workloadEvidence } from './workload-evidence';

/** What a plan is looked for among. `base`: what of a policy stands when its rules are looked for. */
export type PlanQuestion = {
  readonly workload: string;
  readonly base: Policy | null;
  /** Null: those that `candidatesFor` names. */
  readonly candidates: readonly string[] | null;
  readonly by: readonly PlanDimension[];
  readonly certainty: Certainty;
  readonly asOf: 'logged' | number;
  readonly books: readonly string[];
  /** Price changes supposed over the books. */
  readonly prices?: Suppositions['prices'];
};

export type OpenPlan = {
  readonly problem: PlanProblem;
  readonly candidates: readonly string[];
  readonly inputs: { readonly books: readonly BookRef[]; readonly asOf: string; readonly hash: string };
};

/** Offer ids of the candidates named. Throws 'not-found' that names the one no book has. */
function toOffers(names: readonly string[], { resolve, refs }: OpenStack): string[] {
  const offers = names.map((name) => {
    const found = resolve(name);
    if (found === null)
      throw new WaybillError(
        'not-found',
        `no price book of ${refs.map((ref) => ref.name).join(', ')} has the candidate "${name}"`,
      );
    return found.offerId;
  });
  return [...new Set(offers)];
}

/**
 * Puts a workload's traffic, its evidence and the candidates' prices into the problem a plan is chosen from. Throws
 * WaybillError for an unknown workload, book or candidate.
 */
export async function openPlan(question: PlanQuestion): Promise<OpenPlan> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, question.workload);
  const opened = await openStack(question.books);
  const { resolve, makerOf } = opened;
  const { prices = [] } = question;
  const supposed = supposedBook(prices);
  const stack = supposed === null ? opened.stack : createPriceStack([supposed, ...opened.books]);
  const base: Policy = { ...(question.base ?? keepAll()), rules: [], otherwise: { keep: true } };
  const candidates =
    question.candidates === null
      ? await candidatesFor({ ...question, policy: question.base ?? keepAll() })
      : toOffers(question.candidates, opened);
  const names = loadLabels(database, workload.id).model;
  const sources = [...new Set(names.flatMap((name) => resolve(name)?.offerId ?? []))];
  const table = replayCube(
    loadCutCells(database, workload, cutsForCandidates(sources, base, candidates, resolve, stack)),
  );
  const known = workloadEvidence(database, workload.id, opened);
  const weights = Object.fromEntries(loadBlastRadius(database, workload.id));
  const { by, certainty } = question;
  const context = { policy: base, asOf: question.asOf, stack, resolve, makerOf, evidence: known.index };
  const problem = buildPlanProblem(table, context, { base, candidates, by, certainty, weights });
  const asOf = question.asOf === 'logged' ? 'logged' : new Date(question.asOf).toISOString();
  const requests = table.measures.requests.reduce((sum, each) => sum + each, 0);
  const seed = hashSeed(database, workload.id, requests, opened.refs, asOf, known);
  return {
    problem,
    candidates,
    inputs: {
      books: opened.refs,
      asOf,
      hash: hashInputs([...seed, candidates, by, certainty, weights, ...(prices.length > 0 ? [prices] : [])], base),
    },
  };
}
