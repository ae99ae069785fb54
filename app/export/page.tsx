import type { Metadata } from 'next';
import { createLoader, parseAsInteger, parseAsString, type SearchParams } from 'nuqs/server';
import { ExportScreen } from '@/components/export/export-screen';
import { NoPlan } from '@/components/scenario/no-plan';
import { ScenarioProblem } from '@/components/scenario/scenario-problem';
import { PageHeader } from '@/components/ui/page-header';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { previewExport } from '@/lib/services/export-policy';

export const metadata: Metadata = { title: 'Export' };

const loadExport = createLoader({ target: parseAsString, step: parseAsInteger });

type Props = { readonly searchParams: Promise<SearchParams> };

export default async function Page({ searchParams }: Props) {
  const { target, step } = await loadExport(searchParams);
  const view = await previewExport(await loadScenarioParams(searchParams), target, step);
  return (
    <>
      <PageHeader
        title="Export"
        purpose="The plan as the config of your gateway, with what that gateway cannot express."
      />
      {view.kind === 'problem' ? <ScenarioProblem message={view.message} path="/export" /> : null}
      {view.kind === 'no plan' ? (
        <NoPlan path="/export" query={view.query} saved={view.saved}>
          Make or choose a plan, then take it from here as files for your gateway.
        </NoPlan>
      ) : null}
      {view.kind === 'ready' ? <ExportScreen view={view} /> : null}
    </>
  );
}
