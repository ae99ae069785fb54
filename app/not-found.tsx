import Link from 'next/link';
import { PageHeader } from '@/components/ui/page-header';
import { EmptyState } from '@/components/ui/state';

export default function NotFound() {
  return (
    <>
      <PageHeader title="Not found" purpose="There is no such page, or what it showed has been deleted." />
      <EmptyState title="Nothing under this address" action={<Link href="/">Go to the overview</Link>}>
        A link from an older scenario may point to a workload or policy that is gone.
      </EmptyState>
    </>
  );
}
