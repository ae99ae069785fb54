import { respond } from '@/app/api/respond';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { loadStudioParams } from '@/lib/schema/studio-params';
import { viewStudio } from '@/lib/services/studio-view';

/** What the page starts from, for a scenario that the browser cannot answer: the Studio asks without a navigation. */
export const GET = ({ url }: Request) =>
  respond(() => viewStudio(loadScenarioParams(new URL(url)), loadStudioParams(new URL(url))));
