import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Return' };

export default function Page() {
  return (
    <>
      <PageHeader
        title="Return"
        purpose="What the migration costs, when it has paid for itself, and what waiting costs."
      />
      <Panel title="Payback">
        <EmptyState title="No plan chosen">Make a plan in the Studio, then ask here what it returns.</EmptyState>
      </Panel>
    </>
  );
}
