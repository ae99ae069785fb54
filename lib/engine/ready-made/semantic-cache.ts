import type { MakeReadyMade } from './ready-made';

/** Post B's claim. */
const HIT_RATE = 0.4;

/** Post B: a semantic cache answers 40 % of all calls; a hit costs nothing, the rest stays on its model. */
export const semanticCache: MakeReadyMade = ({ traffic }) => {
  const hasVision = traffic.needs.includes('vision');
  const when = hasVision ? { when: { not: { needs: ['vision'] } } } : {};
  return {
    id: 'cache',
    key: 'B2',
    group: 'Add-ons',
    title: 'Semantic cache, 40% hits',
    says: `A cache answers ${100 * HIT_RATE}% of calls${hasVision ? ' without pictures' : ''} for nothing.`,
    leavesOut:
      'The rate is post B’s claim, not measured on this log; how good a cached answer is, and what the embeddings cost, is not counted.',
    policy: {
      waybill: 1,
      name: 'Semantic cache',
      rules: [],
      otherwise: { keep: true },
      cache: [{ kind: 'semantic', ...when, hitRate: HIT_RATE }],
    },
    books: [],
  };
};
