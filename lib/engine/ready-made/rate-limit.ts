import { KIMI, V4_FLASH } from './models';
import { booksOf, type MakeReadyMade } from './ready-made';

/** Where the log records no failed calls: one in a hundred, as an assumption. */
const ERROR_RATE = 0.01;

/**
 * Post B: on a rate limit one retry on another model, then a cached answer. The error rate is the log's own share of
 * failed calls where it records any. Failed attempts cost nothing.
 */
export const rateLimitFallback: MakeReadyMade = ({ traffic, sources, find }) => {
  const other = [find(...V4_FLASH), find(...KIMI)].find(
    (found) => found !== null && !sources.some(({ model }) => model === found.model),
  );
  if (other == null) return null;
  const isMeasured = traffic.failedShare > 0 && traffic.failedShare < 1;
  const errorRate = isMeasured ? Number(traffic.failedShare.toPrecision(3)) : ERROR_RATE;
  return {
    id: 'rate-limit',
    key: 'B5',
    group: 'Add-ons',
    title: 'One retry elsewhere, then a cached answer',
    says: `A call that fails (${Number((100 * errorRate).toPrecision(3))}%, ${isMeasured ? 'the log’s own share' : 'assumed'}) is tried once more on ${other.name}, then answered from a cache.`,
    leavesOut: 'Failed calls are taken as not billed.',
    policy: {
      waybill: 1,
      name: 'One retry elsewhere, then a cached answer',
      rules: [],
      otherwise: { keep: true, fallback: [other.model] },
      errors: { retries: 0, lastResort: 'cachedAnswer' },
      assumptions: { errorRate },
    },
    books: booksOf(other),
  };
};
