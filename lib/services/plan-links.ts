import { listScenarios } from '@/db/queries/policies';
import { formatBookRef } from '@/lib/domain/book-ref';
import type { PlanLink } from '@/lib/domain/scenario-view';
import { describeTraffic } from '@/lib/engine/traffic';
import { encodePolicy } from '@/lib/schema/policy-url';
import { scenarioQuery } from '@/lib/schema/scenario-params';
import { openStack } from './books';
import { getDatabase } from './database';
import { createFinder } from './find-model';
import { loadCutCells, requireWorkload } from './simulate-workload';
import { nameModels } from './studio-names';
import { buildTemplates, TEMPLATE_MODELS } from './studio-templates';
import type { ScenarioView } from './view-scenario';

const MAX_SAVED_LINKS = 5;
/** Of all the templates the few that say most at first sight; the Studio has them all. */
const OFFERED: readonly string[] = ['one', 'tasks', 'tiers', 'share'];
/** Gateways and makers whose offers a template may need beside the stack. */
const TEMPLATE_BOOKS = ['post-b', 'post-cd'] as const;

/** The Studio's templates for a workload, as links that open them with the books that they need. */
export async function startingPlans(view: ScenarioView): Promise<PlanLink[]> {
  const { simulation, workload, books } = view;
  const opened = await openStack(books);
  const others = await Promise.all(
    TEMPLATE_BOOKS.filter((name) => !opened.refs.some((ref) => ref.name === name)).map((name) => openStack([name])),
  );
  const sources = simulation.byModel.filter((row) => row.repricedUsd > 0).map(({ model }) => model);
  const names = nameModels([...TEMPLATE_MODELS, ...sources], opened.books);
  const database = await getDatabase();
  const row = await requireWorkload(database, workload.name);
  const templates = buildTemplates({
    traffic: describeTraffic(loadCutCells(database, row, row.cuts), opened.resolve),
    sources: sources.map((model) => ({ model, name: names[model] ?? model })),
    find: createFinder(opened, others),
    best: null,
  });
  return templates
    .filter(({ id }) => OFFERED.includes(id))
    .map((template) => ({
      title: template.title,
      text: template.id === 'one' ? template.policy.name : template.description,
      query: scenarioQuery({
        w: workload.name,
        p: encodePolicy(template.policy),
        policy: null,
        books: template.books.length === 0 ? null : [...books, ...template.books],
      }),
    }));
}

/** The plans saved for a workload, the latest first. */
export async function savedPlans(workload: string): Promise<PlanLink[]> {
  const saved = listScenarios(await getDatabase()).filter((scenario) => scenario.workload === workload);
  return saved.slice(0, MAX_SAVED_LINKS).map(({ name, policy, inputs }) => ({
    title: name,
    text: name === policy.name ? '' : policy.name,
    query: scenarioQuery({
      w: workload,
      p: encodePolicy(policy),
      policy: null,
      books: inputs.books.map(formatBookRef),
      asOf: inputs.asOf,
      rpd: inputs.requestsPerDay,
    }),
  }));
}
