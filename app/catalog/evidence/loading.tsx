import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';

export default function Loading() {
  return (
    <Panel title="Tasks and what judges them">
      <LoadingState label="Looking up the evidence" rows={8} height={28} />
    </Panel>
  );
}
