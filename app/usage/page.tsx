import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { UsageScreen } from '@/components/usage/usage-screen';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewQuality } from '@/lib/services/view-quality';
import { viewUsage } from '@/lib/services/workload-usage';
import { applyLabelRulesAction, previewLabelRulesAction } from './actions';

export const metadata: Metadata = { title: 'Usage' };

const LABEL_ACTIONS = { preview: previewLabelRulesAction, apply: applyLabelRulesAction };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadScenarioParams(searchParams);
  return <UsageScreen view={await viewUsage(params)} quality={viewQuality(params)} labelActions={LABEL_ACTIONS} />;
}
