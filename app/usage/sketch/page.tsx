import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { SketchScreen } from '@/components/sketch/sketch-screen';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { loadSketchParams } from '@/lib/schema/sketch-params';
import { viewSketch } from '@/lib/services/sketch-view';
import { sketchFromBillAction, sketchWorkloadAction, totalSketchAction } from '../actions';

export const metadata: Metadata = { title: 'Sketch a workload' };

const ACTIONS = { total: totalSketchAction, fromBill: sketchFromBillAction, create: sketchWorkloadAction };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [params, { edit }] = await Promise.all([loadScenarioParams(searchParams), loadSketchParams(searchParams)]);
  return <SketchScreen key={edit} view={await viewSketch(edit, params)} actions={ACTIONS} />;
}
