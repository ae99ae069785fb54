import type { NextRequest } from 'next/server';
import { respond } from '@/app/api/respond';
import { loadSheetParams } from '@/lib/schema/catalog-view-params';
import { viewCatalog } from '@/lib/services/view-catalog';

/** The table on another date, or with the histories in it: read by the browser when someone asks for it. */
export const GET = (request: NextRequest) =>
  respond(async () => {
    const { at, observed } = loadSheetParams(request.nextUrl.searchParams);
    return viewCatalog({ at, withObserved: observed === 1 });
  });
