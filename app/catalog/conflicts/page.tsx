import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ConflictsScreen } from '@/components/conflicts/conflicts-screen';
import { ErrorState } from '@/components/ui/state';
import { loadConflictsParams } from '@/lib/schema/conflicts-params';
import { orProblem } from '@/lib/services/or-problem';
import { viewConflicts } from '@/lib/services/view-conflicts';

export const metadata: Metadata = { title: 'Conflicts' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadConflictsParams(searchParams);
  const view = await orProblem(() => viewConflicts(params));
  return view.kind === 'problem' ? (
    <ErrorState title="The conflicts cannot be shown">{view.message}</ErrorState>
  ) : (
    <ConflictsScreen view={view} />
  );
}
