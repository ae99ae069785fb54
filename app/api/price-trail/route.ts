import { respond } from '@/app/api/respond';
import { loadTrailRequest } from '@/lib/schema/price-trail-params';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewPriceTrail } from '@/lib/services/price-trail';

/** The price rows behind a figure, read when a person asks for them. */
export const GET = (request: Request) =>
  respond(() => viewPriceTrail(loadScenarioParams(request), loadTrailRequest(request)));
