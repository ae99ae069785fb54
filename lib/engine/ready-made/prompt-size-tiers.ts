import type { Policy, Rule } from '@/lib/domain/policy';
import { type SizeTierModels, sizeTiers, TOKENS_PER_WORD } from '../templates';
import { GATEWAY_GLM_4_PLUS, LATENCY_WORDS, QWEN3_32B, V4_FLASH, V4_PRO } from './models';
import { booksOf, listWords, type MakeReadyMade, tasksNamed } from './ready-made';

/** Post B's router: simple and medium prompts on V4 Flash, complex and long ones on V4 Pro. */
export const routerTiers: MakeReadyMade = ({ find }) => {
  const [flash, pro] = [find(...V4_FLASH), find(...V4_PRO)];
  if (flash === null || pro === null) return null;
  return {
    id: 'tiers',
    key: 'B1',
    group: 'By task or size',
    title: 'Tiers by prompt size',
    says: `Prompts under 1,000 words on ${flash.name}, longer ones on ${pro.name}; calls with pictures stay.`,
    leavesOut: null,
    policy: sizeTiers({ simple: flash.model, medium: flash.model, complex: pro.model, long: pro.model }),
    books: booksOf(flash, pro),
  };
};

export type LatencyCritical = { readonly tasks: readonly string[]; readonly model: string; readonly fallback: string };

/** Post B's prose: the tiers, and before them the tasks that cannot wait on a model of their own. */
export function fourModelTiers(
  models: SizeTierModels,
  critical: LatencyCritical | null,
  tokensPerWord = TOKENS_PER_WORD,
): Policy {
  const tiers = sizeTiers(models, tokensPerWord);
  const [vision, ...sizes] = tiers.rules;
  const first: Rule[] = vision === undefined ? [] : [vision];
  if (critical !== null && critical.tasks.length > 0)
    first.push({
      id: 'latency-critical',
      when: { task: critical.tasks },
      route: { model: critical.model, fallback: [critical.fallback] },
    });
  return { ...tiers, name: 'A model for each prompt size', rules: [...first, ...sizes] };
}

/**
 * Post B in words: simple prompts on GLM-4 Plus, medium on V4 Flash, long context on V4 Pro, latency-critical tasks on
 * Qwen3-32B. Of complex prompts the prose says nothing: they go where the post's router sends them, to V4 Pro.
 */
export const proseTiers: MakeReadyMade = ({ traffic, find }) => {
  const [simple, flash, pro, qwen] = [
    find(...GATEWAY_GLM_4_PLUS),
    find(...V4_FLASH),
    find(...V4_PRO),
    find(...QWEN3_32B),
  ];
  if (simple === null || flash === null || pro === null) return null;
  const tasks = tasksNamed(traffic, LATENCY_WORDS).map(({ task }) => task);
  const critical = qwen === null || tasks.length === 0 ? null : { tasks, model: qwen.model, fallback: flash.model };
  const models = { simple: simple.model, medium: flash.model, complex: pro.model, long: pro.model };
  const quick = critical === null ? '' : `, ${listWords(tasks)} on ${qwen?.name}`;
  return {
    id: 'tiers-four',
    key: 'B1',
    group: 'By task or size',
    title: 'A model for each prompt size',
    says: `Under 100 words ${simple.name}, under 1,000 ${flash.name}, longer ${pro.name}${quick}; pictures stay.`,
    leavesOut: null,
    policy: fourModelTiers(models, critical),
    books: booksOf(simple, flash, pro, critical === null ? null : qwen),
  };
};
