import { EmptyState } from '@/components/ui/state';
import type { PlanLink } from '@/lib/domain/scenario-view';
import { ButtonLink } from './button-link';
import classes from './no-plan.module.css';
import { PlanLinks } from './plan-links';

type Props = {
  /** The screen that asks for a plan; a saved one is opened there. */
  readonly path: string;
  readonly query: string;
  readonly saved: readonly PlanLink[];
  readonly starts?: readonly PlanLink[];
  readonly children: string;
};

export function NoPlan({ path, query, saved, starts = [], children }: Props) {
  return (
    <>
      <EmptyState
        title="No plan chosen"
        action={
          <ButtonLink href={`/studio${query}`} variant="filled">
            Make a plan in the Studio
          </ButtonLink>
        }
      >
        {children}
      </EmptyState>
      {saved.length + starts.length === 0 ? null : (
        <div className={classes.lists}>
          <PlanLinks title="Plans saved for this workload" links={saved} path={path} />
          <PlanLinks title="Or take one of these" links={starts} path={path} />
        </div>
      )}
    </>
  );
}
