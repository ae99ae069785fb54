import { ButtonLink } from '@/components/scenario/button-link';
import { describeCondition, describeRoute } from '@/components/studio/policy-words';
import { Figure } from '@/components/ui/figure';
import { countOf, formatPct, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import { EmptyState } from '@/components/ui/state';
import type { DecidedPlan } from '@/lib/domain/decision';
import classes from './decided-plan.module.css';

type Props = {
  readonly plan: DecidedPlan;
  readonly floorPct: number;
  readonly exitDays: number;
  readonly dayUsd: number | null;
};
type Made = Extract<DecidedPlan, { readonly status: 'made' }>;

function Rules({ policy, names }: Made) {
  const nameOf = (model: string) => names[model] ?? model;
  return (
    <ol className={classes.rules} aria-label="The plan's rules">
      {policy.rules.map((rule) => (
        <li key={rule.id}>
          {describeCondition(rule.when, nameOf)} <strong>{describeRoute(rule.route, nameOf)}</strong>
        </li>
      ))}
      <li>
        {policy.rules.length === 0 ? 'every call' : 'every other call'}{' '}
        <strong>{describeRoute(policy.otherwise, nameOf)}</strong>
      </li>
    </ol>
  );
}

function ExitFigures({
  plan,
  exitDays,
  dayUsd,
}: {
  readonly plan: Made;
  readonly exitDays: number;
  readonly dayUsd: number | null;
}) {
  const costUsd = dayUsd === null ? null : exitDays * dayUsd;
  const isSaving = plan.savingsUsd > 0;
  const payback = costUsd === null || !isSaving || !plan.isMonth ? null : costUsd / plan.savingsUsd;
  return (
    <div className={classes.figures}>
      <Figure
        label="Exit surface"
        size="md"
        value={exitDays === 0 ? UNKNOWN : countOf(Math.ceil(exitDays), 'day')}
        sub={
          exitDays === 0
            ? 'Count what is tied to one vendor above.'
            : costUsd === null
              ? 'Say what a day costs to see it in USD.'
              : `${formatUsd(costUsd)} to move`
        }
      />
      <Figure
        label="Doing nothing costs"
        size="md"
        tone="today"
        value={plan.isMonth ? formatUsd(Math.max(0, plan.savingsUsd)) : UNKNOWN}
        sub={plan.isMonth ? 'a month: what this plan would save' : 'not known: the log says no month'}
      />
      <Figure
        label="Paid back within"
        size="md"
        value={payback === null ? UNKNOWN : countOf(Math.max(1, Math.ceil(payback)), 'month')}
        sub={payback === null ? undefined : 'cost to move ÷ saving a month; the Return screen counts by the calendar'}
      />
    </div>
  );
}

function MadePlan({ plan, floorPct, exitDays, dayUsd }: Omit<Props, 'plan'> & { readonly plan: Made }) {
  const per = plan.isMonth ? 'a month' : 'over the log’s span';
  const { relative } = plan.point;
  const isSaving = plan.savingsUsd >= 0;
  const savingsPct = plan.todayUsd === 0 ? null : (100 * plan.savingsUsd) / plan.todayUsd;
  const oneOff = dayUsd === null || exitDays === 0 ? '' : `&oneOff=${Math.round(exitDays * dayUsd)}`;
  return (
    <>
      <div className={classes.figures}>
        <Figure label={`Today ${per}`} tone="today" value={formatUsd(plan.todayUsd)} />
        <Figure label={`The plan ${per}`} tone="plan" value={formatUsd(plan.planUsd)} />
        <Figure
          label={isSaving ? `Saves ${per}` : `Costs more ${per}`}
          tone={isSaving ? 'plan' : 'breaks'}
          value={formatUsd(Math.abs(plan.savingsUsd))}
          sub={isSaving ? formatPct(savingsPct) : 'what is asked for above costs more than today'}
        />
        <Figure
          label="Quality it keeps"
          value={formatScore(relative)}
          sub={`of today’s, weighted by blast radius; the floor is ${formatPct(floorPct)}`}
        />
      </div>
      {plan.check.isKept ? (
        <p className={classes.note}>A second replay of these rules agrees.</p>
      ) : (
        <p className={classes.breaks}>A second replay does not agree: {plan.check.differences.join('; ')}.</p>
      )}
      {plan.isApproximate ? (
        <p className={classes.note}>
          {plan.isMonth
            ? 'Approximate: the figures have the volume discounts, commitments and fees of a month, but the plan was chosen without them.'
            : 'Approximate: volume discounts, commitments and fees are a month’s, and the month is not known.'}
        </p>
      ) : null}
      {plan.binding === null ? null : <p className={classes.note}>What costs most to keep: {plan.binding}.</p>}
      <Rules {...plan} />
      <ExitFigures plan={plan} exitDays={exitDays} dayUsd={dayUsd} />
      <div className={classes.actions}>
        <ButtonLink href={`/studio${plan.studio.query}`} variant="filled">
          Open it in the Studio
        </ButtonLink>
        {plan.isMonth ? <ButtonLink href={`/return${plan.studio.query}${oneOff}`}>What it returns</ButtonLink> : null}
      </div>
    </>
  );
}

/** The plan that the answers make, or what stands in its way. */
export function DecidedPlanView(props: Props) {
  if (props.plan.status === 'made') return <MadePlan {...props} plan={props.plan} />;
  return (
    <EmptyState title="No plan keeps all of this">
      {props.plan.binding}. Loosen it above, or lower the floor.
    </EmptyState>
  );
}
