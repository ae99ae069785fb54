import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { EvidenceScreen } from '@/components/evidence/evidence-screen';
import { ErrorState } from '@/components/ui/state';
import { loadEvidenceParams } from '@/lib/schema/evidence-params';
import { orProblem } from '@/lib/services/or-problem';
import { viewEvidence } from '@/lib/services/view-evidence';
import { loadSampleEvalsAction, removeEvalsAction, saveGateAction, saveJudgeAction, saveWeightAction } from './actions';

export const metadata: Metadata = { title: 'Evidence' };

const SETTINGS = { onJudge: saveJudgeAction, onRadius: saveWeightAction, onGate: saveGateAction };
const EVALS = { onRemove: removeEvalsAction, onSample: loadSampleEvalsAction };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await loadEvidenceParams(searchParams);
  const view = await orProblem(() => viewEvidence(params));
  return view.kind === 'problem' ? (
    <ErrorState title="The evidence cannot be shown">{view.message}</ErrorState>
  ) : (
    <EvidenceScreen view={view} settings={SETTINGS} evals={EVALS} />
  );
}
