import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';

export const metadata: Metadata = { title: { absolute: 'Waybill: what LLM traffic costs' } };

export default function Page() {
  return (
    <>
      <PageHeader
        title="Overview"
        purpose="What the traffic costs today, where it goes, and the best plan found so far."
      />
      <Panel title="Today's bill">
        <EmptyState title="No usage yet">
          Import a usage log to see what it costs and what another routing would cost.
        </EmptyState>
      </Panel>
    </>
  );
}
