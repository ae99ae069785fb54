import { ButtonLink } from '@/components/scenario/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { ErrorState } from '@/components/ui/state';
import type { SketchView } from '@/lib/domain/sketch-view';
import type { SketchActions } from './sketch-actions';
import { SketchForm } from './sketch-form';

type Props = { readonly view: SketchView; readonly actions: SketchActions };

export function SketchScreen({ view, actions }: Props) {
  const { workload, problem } = view;
  return (
    <>
      <PageHeader
        title={workload === null ? 'Sketch a workload' : `Change the sketch “${workload}”`}
        purpose="No log yet? Describe the calls you expect; they become a workload like any other."
        aside={
          <ButtonLink href={workload === null ? '/usage' : `/usage?w=${encodeURIComponent(workload)}`}>
            Back to Usage
          </ButtonLink>
        }
      />
      {problem === null ? (
        <SketchForm view={view} actions={actions} />
      ) : (
        <ErrorState
          title="This sketch cannot be changed"
          action={<ButtonLink href="/usage/sketch">Sketch a new workload</ButtonLink>}
        >
          {problem}
        </ErrorState>
      )}
    </>
  );
}
