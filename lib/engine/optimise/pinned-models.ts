import { isOpen, type PlanGroup, type PlanProblem } from './plan-problem';
import { groupWords } from './plan-words';

const MAX_NAMED = 2;

type Pinned = { readonly models: readonly string[]; readonly groups: readonly PlanGroup[] };

/** Models that every plan uses: some group of calls has no other option. */
function findPinned({ groups }: PlanProblem): Pinned {
  const models = new Set<string>();
  const bound = groups.filter(({ options }) => {
    const open = options.filter(isOpen);
    const sent = open[0]?.sent.filter(({ requests }) => requests > 0) ?? [];
    if (open.length === 1) for (const { model } of sent) models.add(model);
    return open.length === 1;
  });
  return { models: [...models].sort(), groups: bound };
}

/** Which of at most so many models are no choice, and for which calls; empty where all are free. */
export function pinnedWords(problem: PlanProblem, modelsAtMost: number): string {
  const { models, groups } = findPinned(problem);
  if (models.length === 0) return '';
  const named = [...new Set(groups.map((group) => groupWords({ ...group, size: null })))];
  const calls = named.slice(0, MAX_NAMED).join('; ') + (named.length > MAX_NAMED ? ' and others' : '');
  const why = groups.every(({ judgedRequests }) => judgedRequests === 0)
    ? `nothing judges ${calls}, so these calls stay`
    : `${calls} can go nowhere else`;
  const part =
    modelsAtMost === 1 ? 'it is' : `${models.length} of the ${modelsAtMost} ${models.length === 1 ? 'is' : 'are'}`;
  return `; ${part} ${models.join(', ')}: ${why}`;
}
