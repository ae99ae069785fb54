import type { Rule } from '@/lib/domain/policy';
import { areaOfRegion } from '@/lib/domain/regions';
import { EUROPEAN, GPT_4O_MINI, HARD_WORDS, V4_FLASH } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed, visionRules } from './ready-made';

const NEAR = [
  { area: 'eu', models: EUROPEAN },
  { area: 'gb', models: EUROPEAN },
  { area: 'us', models: GPT_4O_MINI },
] as const;
/** Where the log carries no latency to hold the plan to. */
const LATENCY_MS = 3000;

/**
 * Post A: hard tasks stay on their models, the rest goes to the cheap one; calls of a region with a maker of its own go
 * there; no slower than the log's mean latency. In: the traffic, the models found. Throws nothing; null where no task
 * is named or nothing cheap is priced.
 */
export const classifiedRouting: MakeReadyMade = ({ traffic, find, best }) => {
  const cheap = best ?? find(...V4_FLASH);
  const hard = tasksNamed(traffic, HARD_WORDS).map(({ task }) => task);
  const named = traffic.tasks.length;
  if (cheap === null || named < 2 || hard.length === named) return null;
  const regional = NEAR.flatMap(({ area, models }) => {
    const regions = traffic.regions.filter((region) => areaOfRegion(region) === area);
    const near = regions.length === 0 ? null : find(...models);
    return near === null ? [] : [{ id: `near-${area}`, regions, near }];
  });
  const rules: Rule[] = [...visionRules(traffic)];
  if (hard.length > 0) rules.push({ id: 'hard-stays', when: { task: hard }, route: { keep: true } });
  for (const { id, regions, near } of regional)
    rules.push({ id, when: { region: regions }, route: { model: near.model, fallback: [cheap.model] } });
  const limitMs = traffic.meanLatencyMs === null ? LATENCY_MS : Math.ceil(traffic.meanLatencyMs);
  const stays = hard.length > 0 ? `${listWords(hard)} ${hard.length === 1 ? 'stays' : 'stay'}, ` : '';
  const places = regional.length > 0 ? `${listWords(regional.map(({ near }) => near.name))} for calls nearby, ` : '';
  return {
    id: 'classified',
    key: 'A3',
    group: 'By task or size',
    title: 'Hard tasks stay, the rest is cheap and near',
    says: `${stays}${places}${cheap.name} for the rest, answers within ${limitMs / 1000} s on average.`,
    leavesOut: `A policy sees a call’s region, not how far a data centre is: near is the maker’s own area${traffic.regions.length === 0 ? ', and this log names no regions' : ''}. The limit names what is slower; it does not reroute.`,
    policy: {
      waybill: 1,
      name: 'Hard tasks stay, the rest is cheap and near',
      rules,
      otherwise: { model: cheap.model },
      constraints: { latencyMsAtMost: limitMs },
    },
    books: booksOf(cheap, ...regional.map(({ near }) => near)),
  };
};
