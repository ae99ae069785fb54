import { NextResponse } from 'next/server';
import { refuseRequest } from '@/lib/request-guard';

/** Covers pages, API and static files alike. */
export function proxy(request: Request): Response {
  return refuseRequest(request) ?? NextResponse.next();
}

// Next buffers the body of every request that passes a proxy and cuts it at 10 MB, so the routes that take
// files stay outside and call refuseRequest themselves; lib/walls.test.ts holds them to it.
export const config = { matcher: ['/((?!api/(?:uploads|books|evals)(?:/|$)).*)'] };
