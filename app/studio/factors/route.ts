import { parseInput, queryOf, respond } from '@/app/api/respond';
import { factorsQuery } from '@/lib/schema/measure-params';
import { decodePolicy } from '@/lib/schema/policy-url';
import { suggestFactors } from '@/lib/services/token-factors';

/** What is known of the token factors between a plan's models and the log's. */
export const GET = (request: Request) =>
  respond(async () => {
    const { w, p, books } = parseInput(factorsQuery, queryOf(request));
    const stack = books === undefined || books === '' ? [] : books.split(',');
    return { pairs: await suggestFactors({ workload: w, policy: decodePolicy(p), books: stack }) };
  });
