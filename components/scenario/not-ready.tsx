import { EmptyState } from '@/components/ui/state';
import type { NotReady } from '@/lib/domain/return-view';
import type { Problem } from '@/lib/domain/scenario-view';
import { ButtonLink } from './button-link';
import { NoMonth } from './no-month';
import { NoPlan } from './no-plan';
import { NoWorkload } from './no-workload';
import { ScenarioLine } from './scenario-line';
import { ScenarioProblem } from './scenario-problem';

type Props = {
  readonly view: NotReady | Problem | null;
  readonly path: string;
  /** What the screen would show: "what switching returns". */
  readonly what: string;
};

/** Each way in which a scenario lacks what a screen needs, with the way to mend it. */
export function NotReadyState({ view, path, what }: Props) {
  if (view === null) return <NoWorkload>{`Import a usage log first to see ${what}.`}</NoWorkload>;
  switch (view.kind) {
    case 'problem':
      return <ScenarioProblem message={view.message} path={path} />;
    case 'no plan':
      return (
        <>
          <ScenarioLine head={view.head} />
          <NoPlan path={path} query={view.head.query} saved={view.saved} starts={view.starts}>
            {`Make or choose a plan to see ${what}.`}
          </NoPlan>
        </>
      );
    case 'no month':
      return (
        <>
          <ScenarioLine head={view.head} />
          <NoMonth why={view.why}>{`With that you see ${what}.`}</NoMonth>
        </>
      );
    case 'nothing priced':
      return (
        <>
          <ScenarioLine head={view.head} />
          <EmptyState
            title="No request is priced on both sides"
            action={<ButtonLink href={`/studio${view.head.query}`}>See why in the Studio</ButtonLink>}
          >
            A difference is only taken over requests whose price is known today and under the plan.
          </EmptyState>
        </>
      );
    default:
      view satisfies never;
      throw new Error(`unknown view ${JSON.stringify(view)}`);
  }
}
