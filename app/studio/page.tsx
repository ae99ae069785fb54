import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: 'Studio' };

export default function Page() {
  return (
    <>
      <PageHeader
        title="Studio"
        purpose="Rules on the left, the answer on the right: what the same traffic would have cost under a plan."
      />
      <Panel title="Plan">
        <EmptyState title="Nothing to replay">
          Import a usage log first; a plan is an answer about real traffic.
        </EmptyState>
      </Panel>
    </>
  );
}
