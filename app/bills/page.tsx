import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Bills' };

export default function Page() {
  return (
    <>
      <PageHeader title="Bills" purpose="Month by month, by vendor, model and team: what will be billed." />
      <Panel title="Projected bills">
        <EmptyState title="No plan chosen">Bills are projected from a workload and a plan.</EmptyState>
      </Panel>
    </>
  );
}
