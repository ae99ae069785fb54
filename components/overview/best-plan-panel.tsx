import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { MonthTermsNote } from '@/components/scenario/month-terms-note';
import { PlanLinks } from '@/components/scenario/plan-links';
import { Figure } from '@/components/ui/figure';
import { formatCount, formatPct, formatScore, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { BestPlan, Overview } from '@/lib/domain/overview-view';
import classes from './panels.module.css';

function qualityText({ planQuality, baselineQuality }: BestPlan): string {
  if (planQuality.value === null) return 'Quality: —, no evidence for its models.';
  const today = baselineQuality.value === null ? '' : ` (today ${formatScore(baselineQuality.value)})`;
  const prior = planQuality.prior ? ', a prior from public benchmarks' : '';
  const { judgedPct, relative } = planQuality;
  const judgedToday = formatPct(baselineQuality.judgedPct);
  const judged = `${formatPct(judgedPct)} of requests${judgedToday === formatPct(judgedPct) ? '' : ` (today ${judgedToday})`}`;
  const alike = relative === null ? '' : `; where both are, ${formatScore(relative)} of today’s score`;
  return `Quality ${formatScore(planQuality.value)}${today}, judged on ${judged}${alike}${prior}.`;
}

/** The Studio with its quality floor where the plan was looked for with. */
const FLOOR_QUERY = '&floor=0.97';

type FoundProps = {
  readonly best: BestPlan;
  readonly period: string;
  readonly note: string | null;
  readonly studioQuery: string;
};

function Found({ best, period, note, studioQuery }: FoundProps) {
  const isSaving = (best.savingsUsd ?? 0) > 0;
  return (
    <>
      <p className={classes.plan}>
        <Link href={`/studio${studioQuery}`}>{best.name}</Link>
        {note === null ? null : <span>{note}</span>}
      </p>
      <div className={classes.figures}>
        <Figure
          label={isSaving ? `Saves ${period}` : `Changes the bill ${period} by`}
          value={isSaving ? formatUsd(best.savingsUsd) : formatUsd(best.savingsUsd === null ? null : -best.savingsUsd)}
          tone={isSaving ? 'plan' : 'breaks'}
          sub={`${formatPct(best.savingsPct)} of what it covers: ${formatPct(best.pricedPct)} of requests, ${formatPct(best.pricedTokensPct)} of tokens`}
          explanation={{
            formula: (
              <>
                {formatUsd(best.repricedUsd)} repriced − {formatUsd(best.planUsd)} under the plan
                {best.adjustments === null ? '' : ', both with the volume discounts, commitments and fees of a month'}.
                A saving is rounded down.
              </>
            ),
            covers: `Requests priced on both sides: ${formatPct(best.pricedPct)} of requests, ${formatPct(best.pricedTokensPct)} of tokens.`,
            leavesOut: 'The cost of migrating and of running the new routing: see Return.',
            from: best.isSaved
              ? 'The plan is replayed now, under the price books and the price date that it was saved with.'
              : 'The plan is replayed now, under the price books and the price date of this screen.',
          }}
        />
        <Figure
          label="Under the plan"
          value={formatUsd(best.planUsd)}
          tone="plan"
          size="md"
          sub={
            <>
              {period}
              <MonthTermsNote adjustments={best.adjustments?.plan} />
            </>
          }
        />
      </div>
      <p className={classes.note}>{qualityText(best)}</p>
      <div className={classes.actions}>
        <ButtonLink href={`/studio${studioQuery}`} variant="filled">
          Open in the Studio
        </ButtonLink>
        <ButtonLink href={`/return${best.query}`}>What it returns</ButtonLink>
        <ButtonLink href={`/export${best.query}`}>Export it</ButtonLink>
      </div>
    </>
  );
}

/** The question that the guided start asks, where a person would rather be asked than look. */
function Ask({ query }: { readonly query: string }) {
  return (
    <div className={classes.ask}>
      <p>
        How far an error reaches, whom you may depend on, and how much volume there is decide which of these you can
        take.
      </p>
      <ButtonLink href={`/studio/start${query}`}>Let us ask you a few questions</ButtonLink>
    </div>
  );
}

/** The cheapest plan beside one that a person made. */
function Cheapest({ plan, period }: { readonly plan: BestPlan; readonly period: string }) {
  return (
    <p className={classes.note}>
      The cheapest that keeps 97% of today’s quality saves {formatUsd(plan.savingsUsd)} {period} (
      {formatPct(plan.savingsPct)}):{' '}
      <Link className={classes.link} href={`/studio${plan.query}${FLOOR_QUERY}`}>
        look at it in the Studio
      </Link>
      .
    </p>
  );
}

export function BestPlanPanel({ view }: { readonly view: Overview }) {
  const { best, cheapest, savedPlans, failedPlans, starts, head, basis } = view;
  const period = basis.known ? 'a month' : "over the log's span";
  if (best === null)
    return (
      <Panel
        title="Best plan so far"
        className={classes.panel}
        description={
          cheapest === null
            ? 'No plan is saved for this workload yet, so no saving is known.'
            : 'No plan is saved for this workload yet; this is the cheapest one that keeps 97% of today’s quality.'
        }
      >
        {cheapest === null ? null : (
          <Found
            best={cheapest}
            period={period}
            note="found now, not saved"
            studioQuery={`${cheapest.query}${FLOOR_QUERY}`}
          />
        )}
        <div className={cheapest === null ? undefined : classes.ask}>
          <PlanLinks
            title={cheapest === null ? 'Start in the Studio from' : 'Or start from'}
            links={starts}
            path="/studio"
          />
        </div>
        {cheapest === null ? (
          <div className={classes.actions}>
            <ButtonLink href={`/studio${head.query}`} variant="filled">
              Open the Studio
            </ButtonLink>
          </div>
        ) : null}
        <Ask query={head.query} />
      </Panel>
    );
  return (
    <Panel
      title="Best plan so far"
      className={classes.panel}
      description={
        savedPlans === 0
          ? 'No plan is saved for this workload yet; this is the one you are looking at.'
          : `The one that saves most, of ${formatCount(savedPlans)} saved for this workload.`
      }
    >
      <Found
        best={best}
        period={period}
        note={best.isSaved ? null : 'from the address, not saved'}
        studioQuery={best.query}
      />
      {cheapest === null ? null : <Cheapest plan={cheapest} period={period} />}
      {failedPlans.length === 0 ? null : (
        <p className={classes.note}>Could not be computed: {failedPlans.join(', ')}.</p>
      )}
      <Ask query={head.query} />
    </Panel>
  );
}
