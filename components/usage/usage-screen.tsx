import { ButtonLink } from '@/components/scenario/button-link';
import { WorkloadSelect } from '@/components/scenario/workload-select';
import { PageHeader } from '@/components/ui/page-header';
import { EmptyState, ErrorState } from '@/components/ui/state';
import type { QualityReport } from '@/lib/domain/data-quality';
import type { UsageView } from '@/lib/domain/usage-view';
import { ImportPanel } from './import-panel';
import type { LabelActions } from './label-actions';
import classes from './usage-screen.module.css';
import { WorkloadPanels } from './workload-panels';

type Props = {
  readonly view: UsageView;
  /** On its way while the rest is shown. */
  readonly quality: Promise<QualityReport | null>;
  readonly labelActions: LabelActions;
};

/** The import stays in its place whatever the rest shows: a running one must outlive a change of workload. */
export function UsageScreen({ view, quality, labelActions }: Props) {
  const { workloads, usage, problem } = view;
  return (
    <>
      <PageHeader
        title="Usage"
        purpose="The logs that everything else is computed from: import, map, check, label."
        aside={
          <div className={classes.aside}>
            <ButtonLink href="/usage/sketch">No log yet? Sketch a workload</ButtonLink>
            {workloads.length > 0 ? (
              <WorkloadSelect workload={usage?.name ?? null} workloads={workloads.map(({ name }) => name)} />
            ) : null}
          </div>
        }
      />
      <div className={classes.root}>
        <ImportPanel workloads={workloads.map(({ name }) => name)} formats={view.formats} />
        {problem ? <ErrorState title="This workload cannot be shown">{problem}</ErrorState> : null}
        {usage ? <WorkloadPanels key={usage.name} usage={usage} quality={quality} labelActions={labelActions} /> : null}
        {workloads.length === 0 ? (
          <EmptyState title="No workload yet">
            Everything Waybill says is computed from usage. Drop a log above, load a sample to look around, or sketch
            the workload you expect.
          </EmptyState>
        ) : null}
      </div>
    </>
  );
}
