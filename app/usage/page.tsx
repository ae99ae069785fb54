import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { UsageScreen } from '@/components/usage/usage-screen';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewUsage } from '@/lib/services/workload-usage';

export const metadata: Metadata = { title: 'Usage' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <UsageScreen view={await viewUsage(await loadScenarioParams(searchParams))} />;
}
