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

/** A re-plan is of a saved policy, to which what is taken is written, or of a saved scenario's. */
export function ChoosePolicy({ view: { policies, scenarios, head }, hasUnsaved }: Props) {
  const query = (choice: Record<string, string>) => `/replan?${new URLSearchParams({ w: head.workload, ...choice })}`;
  const isNone = policies.length + scenarios.length === 0;
  return (
    <>
      <ScenarioLine head={head} hidesPlan />
      <div className={classes.sheet}>
        <EmptyState
          title={isNone ? 'No policy is saved yet' : 'Which policy is in force?'}
          action={
            isNone ? (
              <ButtonLink href={`/studio${head.query}`} variant="filled">
                Open the Studio
              </ButtonLink>
            ) : (
              <ul className={classes.policies}>
                {policies.map((name) => (
                  <li key={name}>
                    <Link href={query({ policy: name })}>{name}</Link>
                  </li>
                ))}
                {scenarios.map((name) => (
                  <li key={`scenario ${name}`}>
                    <Link href={query({ scenario: name })}>scenario {name}</Link>
                  </li>
                ))}
              </ul>
            )
          }
        >
          {hasUnsaved
            ? 'This plan is not saved. Save it in the Studio, or choose one of the saved.'
            : 'Suggestions are made for a saved policy, and what you take is written to it. Those for a saved scenario leave it as it is: what you take is saved as a policy of its name.'}
        </EmptyState>
      </div>
    </>
  );
}
