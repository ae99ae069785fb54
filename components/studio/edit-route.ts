import type { CascadeRoute, ChainRoute, ChainStep, Judge, Route, SplitRoute } from '@/lib/domain/policy';
import { removeAt, replaceAt } from './edit-policy';

/** Where neither the route nor the workload names a model. */
const FALLBACK_STAND_IN = 'deepseek/deepseek-v4-flash';
const round = (value: number) => Math.round(value * 100) / 100;

export const ROUTE_KINDS = ['keep', 'model', 'split', 'cascade', 'chain'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

export function routeKind(route: Route): RouteKind {
  return ROUTE_KINDS.find((kind) => kind in route) ?? 'keep';
}

/** The model a route asks first; null where calls stay. */
export function firstModel(route: Route): string | null {
  if ('model' in route) return route.model;
  if ('split' in route) return route.split[0]?.model ?? null;
  if ('cascade' in route) return route.cascade[0]?.model ?? null;
  if ('chain' in route) return route.chain.at(-1)?.model ?? null;
  return null;
}

/** Every model that answers calls of a route, in its order, each once; judge and fallbacks are not among them. */
export function answeringModels(route: Route): string[] {
  if ('model' in route) return [route.model];
  const parts =
    'split' in route ? route.split : 'cascade' in route ? route.cascade : 'chain' in route ? route.chain : [];
  return [...new Set(parts.map(({ model }) => model))];
}

/**
 * Turns a route into another kind, its models and fallbacks kept as far as the kind has room; `standIns` fill up
 * where it names too few.
 */
export function toRouteKind(route: Route, kind: RouteKind, standIns: readonly string[]): Route {
  if (routeKind(route) === kind) return route;
  const fallback = route.fallback === undefined ? {} : { fallback: route.fallback };
  if (kind === 'keep') return { keep: true, ...fallback };
  const own = answeringModels(route);
  const others = standIns.filter((model) => !own.includes(model));
  const first = firstModel(route) ?? others[0] ?? FALLBACK_STAND_IN;
  if (kind === 'model') return { model: first, ...fallback };
  if (kind === 'split') {
    const models = own.length > 0 ? own : [first];
    return { split: models.map((model) => ({ model, weight: round(100 / models.length) })), ...fallback };
  }
  const models = own.length > 1 ? own : [first, own[1] ?? others.find((model) => model !== first) ?? first];
  const steps = models.map((model) => ({ model }));
  return kind === 'cascade' ? { cascade: steps, ...fallback } : { chain: steps, ...fallback };
}

export function setFallback<Kind extends Route>(route: Kind, fallback: readonly string[]): Kind {
  const { fallback: _old, ...rest } = route;
  return (fallback.length === 0 ? rest : { ...rest, fallback }) as Kind;
}

/** Shares of a split in percent, in order. */
export function splitShares({ split }: SplitRoute): number[] {
  const total = split.reduce((sum, part) => sum + part.weight, 0);
  return split.map((part) => (100 * part.weight) / total);
}

const MIN_SHARE = 1;

/** Gives one part a share in percent; the others keep their proportions. Weights become percents. */
export function setShare(route: SplitRoute, index: number, pct: number): SplitRoute {
  const shares = splitShares(route);
  if (shares.length < 2) return route;
  const wanted = Math.min(100 - MIN_SHARE, Math.max(MIN_SHARE, pct));
  const rest = 100 - (shares[index] ?? 0);
  const split = route.split.map((part, i) => ({
    ...part,
    weight: i === index ? wanted : Math.max(0.01, round(((shares[i] ?? 0) * (100 - wanted)) / rest)),
  }));
  return { ...route, split };
}

export function setWeight(route: SplitRoute, index: number, weight: number): SplitRoute {
  if (!(weight > 0)) return route;
  return { ...route, split: route.split.map((part, i) => (i === index ? { ...part, weight } : part)) };
}

export function setSplitModel(route: SplitRoute, index: number, model: string): SplitRoute {
  return { ...route, split: route.split.map((part, i) => (i === index ? { ...part, model } : part)) };
}

/** A new part takes an even share; the others keep their proportions. */
export function addSplitPart(route: SplitRoute, model: string): SplitRoute {
  const total = route.split.reduce((sum, part) => sum + part.weight, 0);
  return { ...route, split: [...route.split, { model, weight: round(total / route.split.length) }] };
}

export function removeSplitPart(route: SplitRoute, index: number): SplitRoute {
  if (route.split.length < 2) return route;
  return { ...route, split: route.split.filter((_, i) => i !== index) };
}

type CascadeStep = CascadeRoute['cascade'][number];

export function setCascadeModel(route: CascadeRoute, index: number, model: string): CascadeRoute {
  const step = route.cascade[index];
  return step === undefined ? route : { ...route, cascade: replaceAt(route.cascade, index, { ...step, model }) };
}

/** The share of answers taken from a step, 0 to 1; undefined leaves it to the evidence. */
export function setAccept(route: CascadeRoute, index: number, accept: number | undefined): CascadeRoute {
  const step = route.cascade[index];
  if (step === undefined) return route;
  const next: CascadeStep =
    accept === undefined ? { model: step.model } : { model: step.model, accept: Math.min(1, Math.max(0, accept)) };
  return { ...route, cascade: replaceAt(route.cascade, index, next) };
}

/** Puts a model before the last one, which answers what no other did. */
export function addCascadeStep(route: CascadeRoute, model: string): CascadeRoute {
  return { ...route, cascade: [...route.cascade.slice(0, -1), { model }, ...route.cascade.slice(-1)] };
}

/** A cascade has two models at least. */
export function removeCascadeStep(route: CascadeRoute, index: number): CascadeRoute {
  return route.cascade.length < 3 ? route : { ...route, cascade: removeAt(route.cascade, index) };
}

/** Sets some of the judge; undefined values go back to the default, `null` takes the judge away. */
export function setJudge(route: CascadeRoute, patch: Partial<Judge> | null): CascadeRoute {
  const { judge, ...rest } = route;
  if (patch === null) return rest;
  const merged = { ...judge, ...patch };
  const { model, outputTokens, errorRate, inputFactor } = merged;
  if (model === undefined) return route;
  return {
    ...rest,
    judge: {
      model,
      ...(outputTokens === undefined ? {} : { outputTokens: Math.max(0, Math.round(outputTokens)) }),
      ...(errorRate === undefined ? {} : { errorRate: Math.min(1, Math.max(0, errorRate)) }),
      ...(inputFactor === undefined || !(inputFactor > 0) ? {} : { inputFactor }),
    },
  };
}

/** Sets some of a chain's step; factors that are undefined, and those that the file may not hold, are left out. */
export function setChainStep(route: ChainRoute, index: number, patch: Partial<ChainStep>): ChainRoute {
  const { model, inputFactor, outputFactor } = { ...route.chain[index], ...patch };
  if (model === undefined || route.chain[index] === undefined) return route;
  const step: ChainStep = {
    model,
    ...(inputFactor === undefined || !(inputFactor > 0) ? {} : { inputFactor }),
    ...(outputFactor === undefined || !(outputFactor >= 0) ? {} : { outputFactor }),
  };
  return { ...route, chain: replaceAt(route.chain, index, step) };
}

export function addChainStep(route: ChainRoute, model: string): ChainRoute {
  return { ...route, chain: [...route.chain, { model }] };
}

/** A chain has one step at least. */
export function removeChainStep(route: ChainRoute, index: number): ChainRoute {
  return route.chain.length < 2 ? route : { ...route, chain: removeAt(route.chain, index) };
}
