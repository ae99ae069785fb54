import type { Rule } from '@/lib/domain/policy';
import { areaOfRegion } from '@/lib/domain/regions';
import { EUROPEAN, GPT_4O_MINI, SENSITIVE_WORDS } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed, visionRules } from './ready-made';

const SENSITIVE_TAG = /pii|gdpr|personal|confidential|sensitive|private/i;

/**
 * Post A: calls with personal data (by task or tag) stay, European calls go to a European maker, the rest to a cheap
 * model outside China; the compliance layer is two constraints, the maker's country and where calls are processed.
 * Null where nothing outside China is cheap, or no call is told apart as sensitive.
 */
export const compliance: MakeReadyMade = ({ traffic, find }) => {
  const cheap = find(...GPT_4O_MINI);
  const sensitive = tasksNamed(traffic, SENSITIVE_WORDS).map(({ task }) => task);
  const tags = traffic.tags.filter((tag) => SENSITIVE_TAG.test(tag));
  const regions = traffic.regions.filter((region) => areaOfRegion(region) === 'eu');
  const european = regions.length === 0 ? null : find(...EUROPEAN);
  if (cheap === null || sensitive.length + tags.length + regions.length === 0) return null;
  if (traffic.tasks.length > 0 && sensitive.length === traffic.tasks.length) return null;
  const rules: Rule[] = [...visionRules(traffic)];
  if (tags.length > 0) rules.push({ id: 'tagged-stays', when: { tags }, route: { keep: true } });
  if (sensitive.length > 0) rules.push({ id: 'personal-stays', when: { task: sensitive }, route: { keep: true } });
  if (european !== null) rules.push({ id: 'europe', when: { region: regions }, route: { model: european.model } });
  const stays = [...sensitive, ...tags];
  const says = [
    ...(stays.length === 0 ? [] : [`${listWords(stays)} ${stays.length === 1 ? 'stays' : 'stay'}`]),
    ...(european === null ? [] : [`European calls go to ${european.name}`]),
    `the rest goes to ${cheap.name}`,
  ];
  const places = regions.length > 0 ? ['EU'] : ['EU', 'US'];
  return {
    id: 'compliance',
    key: 'A5',
    group: 'Rules',
    title: 'Personal data stays, no model from China',
    says: `${says.join(', ')}; what is processed outside ${listWords(places)} is named.`,
    leavesOut: 'Constraints hold for the whole plan and name what breaks, or is not known; they do not reroute.',
    policy: {
      waybill: 1,
      name: 'Personal data stays, no model from China',
      rules,
      otherwise: { model: cheap.model },
      constraints: { residency: places, originNotIn: ['CN'] },
    },
    books: booksOf(cheap, european),
  };
};
