import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Export' };

export default function Page() {
  return (
    <>
      <PageHeader
        title="Export"
        purpose="The plan as the config of your gateway, with what that gateway cannot express."
      />
      <Panel title="Gateway config">
        <EmptyState title="No plan chosen">Make a plan in the Studio, then export it here.</EmptyState>
      </Panel>
    </>
  );
}
