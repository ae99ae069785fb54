import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { EmptyState } from '@/components/ui/state';
import type { ReplanView } from '@/lib/domain/replan-view';
import classes from './replan.module.css';

type Props = {
  readonly view: Extract<ReplanView, { kind: 'no policy' }>;
  /** The address carries a plan that is not saved as a policy. */
  readonly hasUnsaved: boolean;
};

/** A re-plan is of a saved policy: what is taken is written to it. */
export function ChoosePolicy({ view: { policies, head }, hasUnsaved }: Props) {
  const query = (policy: string) => `/replan?${new URLSearchParams({ w: head.workload, policy })}`;
  return (
    <>
      <ScenarioLine head={head} hidesPlan />
      <div className={classes.sheet}>
        <EmptyState
          title={policies.length === 0 ? 'No policy is saved yet' : 'Which policy is in force?'}
          action={
            policies.length === 0 ? (
              <ButtonLink href={`/studio${head.query}`} variant="filled">
                Open the Studio
              </ButtonLink>
            ) : (
              <ul className={classes.policies}>
                {policies.map((name) => (
                  <li key={name}>
                    <Link href={query(name)}>{name}</Link>
                  </li>
                ))}
              </ul>
            )
          }
        >
          {hasUnsaved
            ? 'This plan is not saved as a policy. Save it in the Studio (“Save policy only”), or choose one of the saved.'
            : 'Suggestions are made for a saved policy, and what you take is written to it. Save one in the Studio with “Save policy only”.'}
        </EmptyState>
      </div>
    </>
  );
}
