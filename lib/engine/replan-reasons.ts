import type { CellTable } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { MS_PER_DAY } from './clock';
import { type Evaluation, evaluateCells } from './evaluate';
import { SAMPLE_GATE } from './quality';
import type { FoundSuggestion } from './replan';
import { modelsOfSuggestion, OTHERWISE } from './replan';
import type { ReplayContext } from './replay-context';
import { allOnOne } from './templates';

/** What reasons are sought with. `table` and `evaluation` (the present policy's) carry the day; the cube has the suggestion's cells. */
export type ReasonContext = {
  readonly table: CellTable;
  readonly evaluation: Evaluation;
  readonly cube: CellTable;
  readonly replay: ReplayContext;
  /** The last re-plan; what came after it is new. */
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly nameOf: (model: string) => string;
  readonly titleOf: (benchmark: string) => string;
};

/** Prices that moved by less are not worth a word. */
const PRICE_WORTH = 0.01;
const MAX_EVIDENCE = 2;

const percent = (share: number) => `${Math.round(share * 100)}%`;
const count = (value: number) => value.toLocaleString('en-US');
const dayOf = (ms: number) =>
  new Date(ms).toLocaleDateString('en-US', { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });

type Votes = { up: number; down: number; upBefore: number; downBefore: number };

/** Thumbs of the rule's calls on one model, before and since the last re-plan. */
function votesOf({ table, evaluation, sinceMs }: ReasonContext, rule: number, model: string) {
  const sum: Votes = { up: 0, down: 0, upBefore: 0, downBefore: 0 };
  const tasks = new Set<string>();
  const { dimensions, measures, labels } = table;
  for (let cell = 0; cell < table.length; cell++) {
    if (evaluation.rule[cell] !== rule || evaluation.sourceModel[dimensions.model[cell] as number] !== model) continue;
    const [up, down] = [measures.thumbsUp[cell] as number, measures.thumbsDown[cell] as number];
    if (up + down === 0) continue;
    tasks.add(labels.task[dimensions.task[cell] as number] ?? '');
    const isBefore = ((dimensions.day[cell] as number) + 1) * MS_PER_DAY <= sinceMs;
    sum[isBefore ? 'upBefore' : 'up'] += up;
    sum[isBefore ? 'downBefore' : 'down'] += down;
  }
  return { ...sum, tasks: [...tasks] };
}

/** `Thumbs-down rose from 9% to 18% on gpt-4o-mini for support (n = 412).`, with enough votes to say so. */
function feedbackWords(context: ReasonContext, rule: number, model: string): string | null {
  const { up, down, upBefore, downBefore, tasks } = votesOf(context, rule, model);
  const [since, before] = [up + down, upBefore + downBefore];
  const where = `on ${context.nameOf(model)}${tasks.length === 1 && tasks[0] !== '' ? ` for ${tasks[0]}` : ''}`;
  if (since >= SAMPLE_GATE && before >= SAMPLE_GATE) {
    const [now, then] = [down / since, downBefore / before];
    if (percent(now) !== percent(then))
      return `Thumbs-down ${now > then ? 'rose' : 'fell'} from ${percent(then)} to ${percent(now)} ${where} (n = ${count(since)}).`;
  }
  const all = since + before;
  return all < SAMPLE_GATE
    ? null
    : `Thumbs-down is ${percent((down + downBefore) / all)} ${where} (n = ${count(all)}).`;
}

/** `DeepSeek V4 Flash became 30% cheaper on Sep 1, 2026.`: what each price change since then did to these calls. */
function priceWords(
  { cube, replay, sinceMs, nowMs, nameOf }: ReasonContext,
  cells: readonly number[],
  offerId: OfferId,
) {
  const bill = (asOf: number) => {
    const { planUsd } = evaluateCells(cube, { ...replay, asOf, policy: allOnOne(offerId) });
    return cells.reduce((sum, cell) => sum + (planUsd[cell] as number), 0);
  };
  return replay.stack
    .dateEdgesMs(offerId)
    .filter((edge) => edge > sinceMs && edge <= nowMs)
    .flatMap((edge) => {
      const [before, after] = [bill(edge - 1), bill(edge)];
      const change = (after - before) / before;
      if (!Number.isFinite(change) || Math.abs(change) < PRICE_WORTH) return [];
      return `${nameOf(offerId)} became ${percent(Math.abs(change))} ${change < 0 ? 'cheaper' : 'dearer'} on ${dayOf(edge)} for these calls.`;
    });
}

function evidenceWords({ score, sampleSize, benchmark, offerId, kind }: Evidence, context: ReasonContext): string {
  const size = sampleSize === null ? 'sample not stated' : `n = ${count(sampleSize)}`;
  return `${context.nameOf(offerId)} scores ${(score * 100).toFixed(1)}% on ${context.titleOf(benchmark)} (${kind === 'prior' ? 'prior, ' : ''}${size}).`;
}

/** Why a route should change, as sentences: feedback, prices that moved, and the evidence that weighs most. */
export function reasonsOf(suggestion: FoundSuggestion, context: ReasonContext): string {
  const { policy, resolve } = context.replay;
  const at = policy.rules.findIndex(({ id }) => id === suggestion.rule);
  const rule = suggestion.rule === OTHERWISE ? policy.rules.length : at;
  const offers = [...new Set(modelsOfSuggestion(suggestion).flatMap((name) => resolve(name)?.offerId ?? []))];
  const own = 'keep' in suggestion.from ? logged(context, rule) : offers;
  const feedback = own.flatMap((model) => feedbackWords(context, rule, model) ?? []);
  const prices = offers.flatMap((offerId) => priceWords(context, suggestion.cells, offerId));
  const evidence =
    suggestion.evidence.length === 0
      ? ['Both routes rest on the same evidence: only the price differs.']
      : suggestion.evidence.slice(0, MAX_EVIDENCE).map((item) => evidenceWords(item, context));
  return [...feedback, ...prices, ...evidence].join(' ');
}

/** The models that a rule's calls were logged on, as far as they are known offers. */
function logged({ table, evaluation }: ReasonContext, rule: number): string[] {
  const models = new Set<string>();
  for (let cell = 0; cell < table.length; cell++)
    if (evaluation.rule[cell] === rule)
      models.add(evaluation.sourceModel[table.dimensions.model[cell] as number] ?? '');
  return [...models];
}
