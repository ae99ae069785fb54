import { WorkloadSelect } from '@/components/scenario/workload-select';
import { PageHeader } from '@/components/ui/page-header';
import { EmptyState, ErrorState } from '@/components/ui/state';
import type { UsageView } from '@/lib/domain/usage-view';
import { ImportPanel } from './import-panel';
import classes from './usage-screen.module.css';
import { WorkloadPanels } from './workload-panels';

/** The import stays in its place whatever the rest shows: a running one must outlive a change of workload. */
export function UsageScreen({ view }: { readonly view: UsageView }) {
  const { workloads, usage, problem } = view;
  return (
    <>
      <PageHeader
        title="Usage"
        purpose="The logs that everything else is computed from: import, map, check, label."
        aside={
          workloads.length > 0 ? (
            <WorkloadSelect workload={usage?.name ?? null} workloads={workloads.map(({ name }) => name)} />
          ) : null
        }
      />
      <div className={classes.root}>
        <ImportPanel workloads={workloads.map(({ name }) => name)} formats={view.formats} />
        {problem ? <ErrorState title="This workload cannot be shown">{problem}</ErrorState> : null}
        {usage ? <WorkloadPanels key={usage.name} usage={usage} benchmarks={view.benchmarks} /> : null}
        {workloads.length === 0 ? (
          <EmptyState title="No workload yet">
            Everything Waybill says is computed from usage. Drop a log above, or load a sample to look around.
          </EmptyState>
        ) : null}
      </div>
    </>
  );
}
