import { loadBlastRadius } from '@/db/queries/evidence';
import { findWorkload, listWorkloads } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { Problem } from '@/lib/domain/scenario-view';
import { LABELS, type Label } from '@/lib/domain/usage';
import { answerStudio } from '@/lib/engine/live/answer';
import { createLiveContext } from '@/lib/engine/live/live-context';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import { bestSingle, replaySingleModels } from '@/lib/engine/live/single-models';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { parseSupposedPrices } from '@/lib/engine/live/supposed-prices';
import { monthScale } from '@/lib/engine/monthly';
import { spanOf } from '@/lib/engine/period';
import { modelsOfPolicy } from '@/lib/engine/plan-cuts';
import { priceTimeAt } from '@/lib/engine/price-stack';
import { keepAll } from '@/lib/engine/templates';
import { describeTraffic } from '@/lib/engine/traffic';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import type { StudioParams } from '@/lib/schema/studio-params';
import { DEFAULT_BOOKS, listBooks, openStack } from './books';
import { listSingleModels } from './compare-models';
import { compareStacks } from './compare-stacks';
import { getDatabase } from './database';
import { createFinder } from './find-model';
import { orProblem } from './or-problem';
import { listCandidates, MAX_CANDIDATES } from './plan-candidates';
import { listSaved } from './save-scenario';
import { checkRequestsPerDay } from './scenario-head';
import { cellsForPolicies, evidenceFor, hashInputs, hashSeed, requireWorkload } from './simulate-workload';
import { nameModels, statedNames } from './studio-names';
import { listStack, templateBooks, toShelfBook } from './studio-stack';
import { buildTemplates, type StudioTemplate, TEMPLATE_MODELS } from './studio-templates';
import { openLive } from './view-live';
import { parseAsOf, policyOf } from './view-scenario';

const MAX_OWN_SUGGESTED = 8;
const BEFORE_TERMS = 'before volume discounts, commitments and fees';

/** A template's model is chosen before month terms, which only a whole month's bill knows. */
function markApproximate(template: StudioTemplate, hasMonthTerms: boolean): StudioTemplate {
  if (!hasMonthTerms || template.id !== 'one') return template;
  return { ...template, description: `${template.description} Approximate: chosen ${BEFORE_TERMS}.` };
}

const splitSet = (values: readonly string[]) => [...new Set(values.flatMap((value) => value.split(',')))];

/** Parses what a person supposes. Throws WaybillError 'bad-input'. */
export function suppositionsOf({ rpd }: ScenarioParams, { growth, price }: Partial<StudioParams>): Suppositions {
  if (growth != null && !(growth > -100 && growth <= 100))
    throw new WaybillError('bad-input', `growth a month is above -100 and at most 100 percent: ${growth}`);
  return { requestsPerDay: rpd, growthPct: growth ?? null, prices: parseSupposedPrices(price ?? null) };
}

async function compute(params: ScenarioParams, studio: Partial<StudioParams>): Promise<StudioView | null> {
  checkRequestsPerDay(params);
  const suppositions = suppositionsOf(params, studio);
  const database = await getDatabase();
  const workloads = listWorkloads(database);
  const name = params.w ?? workloads.at(-1)?.name;
  if (name === undefined) return null;
  const chosen = await policyOf(params);
  const policy = chosen ?? keepAll();
  const stackRefs = params.books?.length ? params.books : DEFAULT_BOOKS;
  const asOf = parseAsOf(params.asOf, Date.now());
  const found = await requireWorkload(database, name);
  const [opened, books, saved] = await Promise.all([openStack(stackRefs), listBooks(), listSaved()]);
  const others = await Promise.all(
    books.filter((book) => !opened.refs.some((ref) => ref.name === book.name)).map((book) => openStack([book.name])),
  );
  const beside = await Promise.all(templateBooks(books, opened).map((book) => openStack([book])));
  const evidence = evidenceFor(database, found.id, opened);
  const ownTable = cellsForPolicies(database, found, [], opened);
  const singles = listSingleModels(policy, ownTable, opened, evidence);
  const isPriced = (offerId: OfferId) =>
    asOf === 'logged' || typeof opened.stack.find(offerId, priceTimeAt(asOf), 'standard') !== 'string';
  // Whatever the plan is: a link that holds one is looked for among the same models.
  const candidates = listCandidates(keepAll(), ownTable, opened, evidence, MAX_CANDIDATES, isPriced);
  const inLog = ownTable.labels.model.flatMap((label) => opened.resolve(label)?.offerId ?? []);
  const known = TEMPLATE_MODELS.filter((model) => opened.stack.rowsOf(model as OfferId).length > 0);
  const models = [...new Set<string>([...singles, ...known, ...candidates, ...(studio.cand ?? [])])];
  const allBooks = [...opened.books, ...others.flatMap((other) => other.books)];
  const stated = statedNames([...models, ...TEMPLATE_MODELS, ...modelsOfPolicy(policy), ...inLog], allBooks);
  const requests = spanOf(ownTable)?.requests ?? 0;
  const asOfText = asOf === 'logged' ? 'logged' : new Date(asOf).toISOString();
  const seed = hashSeed(database, found.id, requests, opened.refs, asOfText);
  const live = await openLive({
    workload: findWorkload(database, name) ?? found,
    policy,
    asOf,
    opened,
    evidence,
    models,
    weights: Object.fromEntries(loadBlastRadius(database, found.id)),
    names: { ...nameModels(TEMPLATE_MODELS, opened.books), ...nameModels([...models, ...inLog], allBooks) },
    statedNameOf: (offerId) => stated.get(offerId),
    hashSeed: seed,
  });
  const { inputs, cube, table } = live;
  const context = createLiveContext(inputs);
  const answer = answerStudio(cube, context, policy, suppositions);
  const { simulation, scale, names, hasMonthTerms } = answer;
  const points = replaySingleModels(cube, context, singles, suppositions.prices);
  const hash = hashInputs(seed, policy);
  const comparison =
    suppositions.prices.length > 0
      ? null
      : await compareStacks({
          books: stackRefs,
          asOf: params.asOf,
          policy,
          scale,
          span: inputs.span,
          workload: found,
          simulation,
          month: { repricedUsd: answer.figures.todayUsd, planUsd: answer.figures.planUsd },
          inputs: { hash },
        });

  const best = bestSingle(points, simulation.baseline.quality.value);
  const labels = Object.fromEntries(
    LABELS.map((kind) => [
      kind,
      splitSet(table.labels[kind])
        .filter((value) => value !== '')
        .sort(),
    ]),
  ) as { [kind in Label]: string[] };
  const sources = [...simulation.byModel].filter(({ repricedUsd }) => repricedUsd > 0);
  const templates = buildTemplates({
    traffic: describeTraffic(table, opened.resolve),
    sources: sources.map(({ model }) => ({ model, name: names[model] ?? model })),
    find: createFinder(opened, beside),
    best: best === null ? null : { model: best.model, name: names[best.model] ?? best.model, book: null },
  });
  const ownScale = monthScale(inputs.span, null);
  return {
    workload: { name: found.name, note: found.note },
    workloads: workloads.map((workload) => workload.name),
    asked: { w: params.w, policy: params.policy, books: params.books, asOf: params.asOf },
    policy,
    stackRefs,
    books: opened.refs,
    asOf: asOfText,
    suppositions,
    answer,
    hash,
    live: inputs,
    candidates,
    singles,
    points,
    stack: listStack(database, stackRefs, opened, books),
    comparison,
    values: {
      ...labels,
      sourceModel: [
        ...new Set([...sources.map(({ model }) => model), ...table.labels.model.filter((label) => label !== '')]),
      ],
    },
    suggested: [
      ...new Set([
        ...templates.flatMap((template) => modelsOfPolicy(template.policy)),
        ...sources.slice(0, MAX_OWN_SUGGESTED).map(({ model }) => model),
      ]),
    ],
    requestsPerDay: ownScale.known && inputs.span !== null ? inputs.span.requests / inputs.span.days : null,
    shelf: books.map(toShelfBook),
    templates: templates.map((template) => markApproximate(template, hasMonthTerms)),
    saved,
  };
}

/** The scenario of a link with all that the Studio shows beside it; null when there is no workload yet. */
export function viewStudio(
  params: ScenarioParams,
  studio: Partial<StudioParams> = {},
): Promise<StudioView | Problem | null> {
  return orProblem(() => compute(params, studio));
}
