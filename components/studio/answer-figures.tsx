import type { ReactNode } from 'react';
import { MonthTermsFormula, MonthTermsNote, TERMS_NEED_A_MONTH } from '@/components/scenario/month-terms-note';
import { Figure } from '@/components/ui/figure';
import { countOf, formatCount, formatDay, formatPct, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { Quality, Simulation } from '@/lib/domain/simulation';
import type { StudioAnswer } from '@/lib/engine/live/answer';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import classes from './answer-figures.module.css';
import { perOf, suppositionWords } from './period-words';
import { PriorBadge } from './prior-badge';
import { asSentence, intervalText, whyNoInterval } from './sure-words';

export type FiguresProps = {
  readonly answer: StudioAnswer;
  readonly isKeepAll: boolean;
  /** The cells do not tell apart all that the plan asks for: what they give is marked. */
  readonly isApproximate: boolean;
  /** A floor that no plan keeps; null: none such is asked for. */
  readonly lostFloor: number | null;
  readonly suppositions: Suppositions;
  readonly span: { readonly days: number; readonly firstMs: number; readonly lastMs: number } | null;
  readonly inputs: {
    readonly books: readonly { readonly name: string; readonly version: string }[];
    readonly asOf: string;
  };
};

function asOfText(asOf: string): string {
  return asOf === 'logged' ? 'prices of each call’s own day' : `prices of ${formatDay(Date.parse(asOf))}`;
}

/** The saving in one sentence, for the status line and for those who hear it. */
export function headlineOf({ figures, period }: StudioAnswer, isApproximate: boolean): string {
  const { savingsUsd, savingsPct, planUsd } = figures;
  const per = perOf(period);
  const about = isApproximate ? '≈ ' : '';
  if (planUsd === null || savingsUsd === null) return 'Nothing could be priced on both sides.';
  if (savingsUsd < 0) return `The plan costs ${about}${formatUsd(-savingsUsd)} more ${per}.`;
  return `The plan costs ${about}${formatUsd(planUsd)} and saves ${about}${formatUsd(savingsUsd)} ${per}, ${formatPct(savingsPct)}.`;
}

function savingOf(figures: StudioAnswer['figures']) {
  const { savingsUsd, savingsPct } = figures;
  const isLoss = savingsUsd !== null && savingsUsd < 0;
  if (savingsUsd === null) return { isLoss, label: 'Savings', value: UNKNOWN, pct: null };
  if (isLoss)
    return {
      isLoss,
      label: 'Costs more by',
      value: formatUsd(-savingsUsd),
      pct: savingsPct === null ? null : `${formatPct(-savingsPct)} more than today`,
    };
  return {
    isLoss,
    label: 'Savings',
    value: formatUsd(savingsUsd),
    pct: savingsPct === null ? null : `${formatPct(savingsPct)} of today’s bill`,
  };
}

/** Two means over different calls are no comparison: where the judged calls differ it says so, and what is alike. */
function judgedText({ baseline, plan }: Simulation, relative: number | null, isKeepAll: boolean): string {
  const today = formatPct(baseline.quality.judgedPct);
  const planned = formatPct(plan.quality.judgedPct);
  if (isKeepAll || relative === null)
    return `judged on ${today === planned ? planned : `${today} → ${planned}`} of calls`;
  return today === planned
    ? `${formatScore(relative)} of today’s, judged on ${planned} of calls`
    : `judged on ${today} → ${planned} of calls; where both are, ${formatScore(relative)} of today’s score`;
}

/** How sure the plan's quality is, or in short why that cannot be said. */
function sureText({ interval, unsampled }: Quality): string | null {
  if (interval !== null) return `95% interval ${intervalText(interval)}`;
  return unsampled.length === 0
    ? null
    : `no interval: ${countOf(unsampled.length, 'score states', 'scores state')} no n`;
}

export function AnswerFigures(props: FiguresProps) {
  const { answer, isKeepAll, isApproximate, lostFloor, suppositions, span, inputs } = props;
  const { figures, adjustments, simulation, period, scale, hasMonthTerms } = answer;
  const scaledFrom = scale.known ? scale.from : null;
  const { baseline, plan } = simulation;
  const per = perOf(period);
  const supposed = suppositionWords(suppositions, period);
  const about = (text: string) => (isApproximate && text !== UNKNOWN ? `≈ ${text}` : text);
  const spanText = span === null ? UNKNOWN : `${formatDay(span.firstMs)} to ${formatDay(span.lastMs)}`;
  const saving = savingOf(figures);
  const left = simulation.requests - simulation.comparableRequests;

  const scaled =
    scaledFrom === 'span'
      ? `Scaled by 30 ÷ ${countOf(span?.days, 'day')} of log.`
      : scaledFrom === 'requests a day'
        ? 'Scaled to 30 days of the requests a day that were typed.'
        : 'Not scaled: the log does not say how much a month is.';
  const covers = `${formatCount(simulation.comparableRequests)} of ${countOf(simulation.requests, 'call')} (${spanText}), those with a price on both sides: ${formatPct(simulation.pricedPct)} of calls and ${formatPct(simulation.pricedTokensPct)} of tokens.`;
  const leavesOut =
    left === 0
      ? 'Nothing: every call is priced on both sides.'
      : `${countOf(left, 'call')} without a price on one side, listed below with the reason.`;
  const from: ReactNode = (
    <>
      {inputs.books.map(({ name, version }) => (
        <span key={name} className={classes.book}>
          {name} <span>{version}</span>
        </span>
      ))}
      {asOfText(inputs.asOf)}
    </>
  );
  const shared = { covers, leavesOut, from };
  const { value: before, prior: priorBefore } = baseline.quality;
  const { value: after, judgedPct, prior: priorAfter, assumesIndependence } = plan.quality;
  const { relative } = answer;
  const sure = after === null ? null : sureText(plan.quality);
  const whyUnsure = whyNoInterval(plan.quality, (model) => answer.names[model] ?? model);
  const unjudged = simulation.comparableRequests === 0 ? 'nothing is priced' : 'no evidence for these tasks';
  const isJudged = before !== null || after !== null;

  return (
    <section className={classes.root} aria-label="The answer in figures">
      {lostFloor === null ? null : (
        <p className={classes.lost} role="status">
          No plan keeps the floor of {formatScore(lostFloor)}: these figures are of the rules as they stand.
        </p>
      )}
      {supposed === null ? null : (
        <p className={classes.terms}>
          Supposed: {supposed}. {period === 'later month' ? 'Month by month: see Bills.' : null}
        </p>
      )}
      {isApproximate ? (
        <p className={classes.terms}>
          ≈ The plan asks for a size that the cells do not tell apart yet: the exact figures follow.
        </p>
      ) : null}
      <div className={classes.row}>
        <Figure
          label={`Today’s bill, ${per}`}
          value={formatUsd(figures.todayUsd)}
          tone="today"
          sub={
            <>
              the same calls, repriced
              <MonthTermsNote adjustments={adjustments?.today} />
            </>
          }
          explanation={{
            formula: (
              <>
                Sum over the calls: tokens of each class × the price of the model they were logged on. {scaled}
                <MonthTermsFormula adjustments={adjustments?.today} />
              </>
            ),
            ...shared,
          }}
        />
        <Figure
          label={`The plan, ${per}`}
          value={about(formatUsd(figures.planUsd))}
          tone="plan"
          sub={
            isKeepAll ? (
              'no plan yet: nothing moves'
            ) : adjustments === null ? undefined : (
              <MonthTermsNote adjustments={adjustments.plan} />
            )
          }
          explanation={{
            formula: (
              <>
                Sum over the calls: tokens × the price of the model the first matching rule sends them to, every attempt
                and step billed. {scaled}
                <MonthTermsFormula adjustments={adjustments?.plan} />
              </>
            ),
            ...shared,
          }}
        />
        <Figure
          label={saving.label}
          value={about(saving.value)}
          tone={saving.isLoss ? 'breaks' : 'plain'}
          sub={saving.pct}
          explanation={{
            formula: 'Today’s bill − the plan. Percent of today’s bill. Both rounded down, never up.',
            ...shared,
          }}
        />
      </div>
      {hasMonthTerms && adjustments === null && scaledFrom === null ? (
        <p className={classes.terms}>{TERMS_NEED_A_MONTH}</p>
      ) : null}
      <div className={classes.row}>
        <Figure
          size="md"
          label="Priced"
          value={formatPct(simulation.pricedPct)}
          sub={`of calls, ${formatPct(simulation.pricedTokensPct)} of tokens`}
          explanation={{
            formula: 'Calls with a price both on their own model and under the plan ÷ all calls of the log.',
            covers,
            leavesOut,
          }}
        />
        <Figure
          size="md"
          label="Quality, today → plan"
          value={isJudged ? `${formatScore(before)} → ${formatScore(after)}` : UNKNOWN}
          sub={
            <span className={classes.badges}>
              <span>{isJudged ? judgedText(simulation, relative, isKeepAll) : unjudged}</span>
              {priorBefore || priorAfter ? <PriorBadge /> : null}
              {sure === null ? null : <span className={classes.sure}>{sure}</span>}
              {assumesIndependence ? <span className={classes.sure}>assumes independence in cascades</span> : null}
            </span>
          }
          explanation={{
            formula:
              'Mean by calls of the benchmark score of the model that answers, over the calls that a benchmark judges.',
            covers: `Today: ${formatPct(baseline.quality.judgedPct)} of the priced calls. Plan: ${formatPct(judgedPct)}.${
              relative === null
                ? ''
                : ` Where both sides have the same benchmark, the plan keeps ${formatScore(relative)} of today’s score.`
            }`,
            leavesOut: `Calls whose task no benchmark judges, or whose model has no score on it.${
              assumesIndependence
                ? ' A cascade’s models were not judged on the same items: their errors count as independent, which promises too much.'
                : ''
            }`,
            from: `${
              priorBefore || priorAfter
                ? 'Public benchmarks: a prior, not your own traffic. The rows are under “Show the evidence”.'
                : 'Your own evals. The rows are under “Show the evidence”.'
            }${plan.quality.interval === null && whyUnsure !== null ? ` ${asSentence(whyUnsure)}` : ''}`,
          }}
        />
        <Figure
          size="md"
          label={`As logged, ${per}`}
          value={formatUsd(figures.loggedUsd)}
          tone="today"
          sub={
            figures.loggedUsd === null
              ? 'the log records no cost'
              : `${formatUsd(figures.loggedComparableUsd)} on the priced calls`
          }
          explanation={{
            formula: `Sum of the cost each row of the log records. ${scaled}`,
            covers: `${formatCount(simulation.comparableLoggedRequests)} of ${formatCount(simulation.comparableRequests)} priced calls carry a recorded cost.`,
            leavesOut: 'Calls whose row records no cost.',
            from: 'The log itself: discounts, failed calls and its own mistakes included. Savings are measured against the repriced bill, not against this.',
          }}
        />
      </div>
    </section>
  );
}
