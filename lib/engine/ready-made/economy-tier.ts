import { GATEWAY_FLASH, GATEWAY_GLM_4_PLUS, TRIVIAL_WORDS } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed } from './ready-made';

/**
 * Post B: trivial tasks (intent detection, keyword extraction) on the gateway's economy tier, a further 50 % off. The
 * policy file's word for it is the tier `flex`; book post-b has its prices. Null where no task is trivial.
 */
export const economyTier: MakeReadyMade = ({ traffic, find }) => {
  const cheap = find(...GATEWAY_GLM_4_PLUS, ...GATEWAY_FLASH);
  const task = tasksNamed(traffic, TRIVIAL_WORDS).map((traffic) => traffic.task);
  if (cheap === null || task.length === 0) return null;
  return {
    id: 'economy',
    key: 'B3',
    group: 'Add-ons',
    title: 'Economy tier for trivial tasks',
    says: `${listWords(task)} on ${cheap.name} at the gateway’s economy tier, half its price.`,
    leavesOut: 'Post B does not say how much slower its economy tier is.',
    policy: {
      waybill: 1,
      name: 'Economy tier for trivial tasks',
      rules: [{ id: 'trivial', when: { task }, route: { model: cheap.model } }],
      otherwise: { keep: true },
      serviceTier: [{ tier: 'flex', when: { task } }],
    },
    books: booksOf(cheap),
  };
};
