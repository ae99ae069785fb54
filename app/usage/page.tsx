import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Usage' };

export default function Page() {
  return (
    <>
      <PageHeader title="Usage" purpose="The logs that everything else is computed from: import, map, check, label." />
      <Panel title="Workloads">
        <EmptyState title="No workload yet">
          Drop a usage log here, or sketch a workload by hand when there is none.
        </EmptyState>
      </Panel>
    </>
  );
}
