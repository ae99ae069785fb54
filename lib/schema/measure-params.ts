import { z } from 'zod';

/** What is asked of a log's own measures: `w` the log, `ttl` how long answers are kept in seconds (none: for ever). */
export const repeatsQuery = z.object({ w: z.string().min(1), ttl: z.coerce.number().positive().optional() });

/** Pairs of models of a plan: `w` the log, `p` the policy (encodePolicy), `books` the price stack, comma-joined. */
export const factorsQuery = z.object({ w: z.string().min(1), p: z.string().min(1), books: z.string().optional() });
