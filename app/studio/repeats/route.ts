import { parseInput, queryOf, respond } from '@/app/api/respond';
import { repeatsQuery } from '@/lib/schema/measure-params';
import { measureRepeats } from '@/lib/services/exact-repeats';

/** How often the log repeats a prompt, for the cache editor: measured off the page's way. */
export const GET = (request: Request) =>
  respond(async () => {
    const { w, ttl } = parseInput(repeatsQuery, queryOf(request));
    return { repeats: await measureRepeats(w, ttl ?? null) };
  });
