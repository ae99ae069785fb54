import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { NamesScreen } from '@/components/names/names-screen';
import { ErrorState } from '@/components/ui/state';
import { loadNamesParams } from '@/lib/schema/names-params';
import { orProblem } from '@/lib/services/or-problem';
import { viewNames } from '@/lib/services/view-names';
import { removeAliasAction, saveAliasAction } from './actions';

export const metadata: Metadata = { title: 'Model names' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadNamesParams(searchParams);
  const view = await orProblem(() => viewNames(params));
  return 'kind' in view ? (
    <ErrorState title="The names cannot be shown">{view.message}</ErrorState>
  ) : (
    <NamesScreen view={view} onSave={saveAliasAction} onRemove={removeAliasAction} />
  );
}
