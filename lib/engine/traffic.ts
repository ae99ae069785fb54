import type { CellTable } from '@/lib/domain/cube';
import type { ModelTraffic, TaskTraffic, Traffic } from '@/lib/domain/traffic';
import { BILLING_STATUSES, SERVICE_TIERS } from '@/lib/domain/usage';
import { getOrCreate } from './get-or-create';
import type { Resolver } from './names';

const FAILED = BILLING_STATUSES.indexOf('failed');

type Sums = {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  needs: Set<string>;
  languages: Set<string>;
  models: Map<string, number>;
};

const emptySums = (): Sums => ({
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  needs: new Set(),
  languages: new Set(),
  models: new Map(),
});

function addWords(words: Set<string>, joined: string): void {
  for (const word of joined.split(',')) if (word !== '') words.add(word);
}

const byRequests = (models: ReadonlyMap<string, number>): ModelTraffic[] =>
  [...models].map(([model, requests]) => ({ model, requests })).sort((a, b) => b.requests - a.requests);

function toTask(task: string, { needs, languages, models, ...sums }: Sums): TaskTraffic {
  return { task, ...sums, needs: [...needs].sort(), languages: [...languages].sort(), models: byRequests(models) };
}

/**
 * What a log says of its traffic before any plan: calls and tokens of each task, most calls first, with the needs,
 * languages and models seen in it; calls without a task are `unnamed`. A model is its offer id where `resolve` finds
 * one, else its logged name. Tokens are the log's own sums; mean latency in ms is over the calls that carry one.
 */
export function describeTraffic(table: CellTable, resolve: Resolver): Traffic {
  const { dimensions, labels, measures } = table;
  const tasks = new Map<string, Sums>();
  const regions = new Set<string>();
  const tags = new Set<string>();
  const tiers = new Set<number>();
  const names = labels.model.map((name) => resolve(name)?.offerId ?? name);
  let failed = 0;
  let timed = 0;
  let latencyMs = 0;
  for (let cell = 0; cell < table.length; cell++) {
    const requests = measures.requests[cell] as number;
    const sums = getOrCreate(tasks, labels.task[dimensions.task[cell] as number] ?? '', emptySums);
    sums.requests += requests;
    sums.inputTokens += measures.inputTokens[cell] as number;
    sums.outputTokens += measures.outputTokens[cell] as number;
    addWords(sums.needs, labels.needs[dimensions.needs[cell] as number] ?? '');
    addWords(sums.languages, labels.language[dimensions.language[cell] as number] ?? '');
    const model = names[dimensions.model[cell] as number] ?? '';
    if (model !== '') sums.models.set(model, (sums.models.get(model) ?? 0) + requests);
    addWords(regions, labels.region[dimensions.region[cell] as number] ?? '');
    addWords(tags, labels.tags[dimensions.tags[cell] as number] ?? '');
    tiers.add(dimensions.serviceTier[cell] as number);
    if (dimensions.status[cell] === FAILED) failed += requests;
    timed += measures.latencyRequests[cell] as number;
    latencyMs += measures.latencyMs[cell] as number;
  }
  const all = [...tasks].map(([task, sums]) => toTask(task, sums)).sort((a, b) => b.requests - a.requests);
  const requests = all.reduce((sum, task) => sum + task.requests, 0);
  return {
    requests,
    tasks: all.filter(({ task }) => task !== ''),
    unnamed: all.find(({ task }) => task === '') ?? null,
    needs: [...new Set(all.flatMap((task) => task.needs))].sort(),
    languages: [...new Set(all.flatMap((task) => task.languages))].sort(),
    regions: [...regions].sort(),
    tags: [...tags].sort(),
    serviceTiers: SERVICE_TIERS.filter((_, tier) => tiers.has(tier)),
    failedShare: requests === 0 ? 0 : failed / requests,
    meanLatencyMs: timed === 0 ? null : latencyMs / timed,
  };
}
