import { WaybillError } from '@/lib/domain/errors';
import { modelOf, type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { Condition, Policy, Route } from '@/lib/domain/policy';
import type { ExportInput, NotExpressed, ResolvedOffer } from './gateway';
import { toIntegerWeights } from './integer-weights';
import { asNamed } from './litellm-models';
import { createUniqueNames, toSlug } from './slug';

export type Deployment = { readonly offer: ResolvedOffer; readonly weight: number | null };

/** One LiteLLM model group. `fallbacks` are tried on errors, `contextFallbacks` when the prompt is too long. */
export type ModelGroup = {
  readonly name: string;
  readonly about: string;
  /** Path of the route that asks for it first. */
  readonly place: string;
  readonly deployments: readonly Deployment[];
  readonly fallbacks: readonly string[];
  readonly contextFallbacks: readonly string[];
  /** A kept model: its window is not checked, since its own calls fitted. */
  readonly kept: boolean;
};

/** A group a call may go to, and per offer the needs it is known not to serve. */
export type Candidate = { readonly group: string; readonly lacks: { readonly [offerId: string]: readonly string[] } };
/** Where a rule sends a call: `candidates[0]`, else the first that serves its needs; kept calls stay on their model. */
export type RouteTarget = { readonly keep: boolean; readonly candidates: readonly Candidate[] };

export type LitellmPlan = {
  readonly groups: readonly ModelGroup[];
  readonly rules: readonly { readonly id: string; readonly when: Condition; readonly target: RouteTarget }[];
  readonly otherwise: RouteTarget;
  /** Name a caller sends → the offer it means. */
  readonly sources: { readonly [name: string]: OfferId };
  /** Name a caller sends → the group that keeps it; null when kept calls pass through by pattern. */
  readonly keepGroups: { readonly [name: string]: string } | null;
  readonly notExpressed: readonly NotExpressed[];
};

const GROUP_PREFIX = 'waybill/';
/** Names listed in one sentence. */
const MAX_NAMED = 5;
/** A model name as an API takes it, without a provider before it. */
const BARE_NAME = /^[A-Za-z0-9._:@-]+$/;

function namesInConditions(condition: Condition | undefined): string[] {
  return condition === undefined ? [] : [...(condition.sourceModel ?? []), ...namesInConditions(condition.not)];
}

function knownSources(input: ExportInput): { [name: string]: OfferId } {
  const { policy, offers, sourceModels = [] } = input;
  const named = [...policy.rules, ...(policy.cache ?? [])].flatMap((rule) => namesInConditions(rule.when));
  const sources: { [name: string]: OfferId } = Object.create(null);
  for (const name of new Set([...sourceModels, ...named, ...named.map(withoutProvider)])) {
    const offer = name === '' ? null : offers(name);
    if (offer !== null) sources[name] = offer.offerId;
  }
  return sources;
}

function withUpstream(offer: ResolvedOffer, upstreamModel: string): ResolvedOffer {
  return { ...offer, facts: { ...offer.facts, upstreamModel } };
}

function withoutProvider(name: string): string {
  const slash = name.indexOf('/');
  return slash > 0 && slash < name.length - 1 ? name.slice(slash + 1) : name;
}

function lacksOf(offers: readonly ResolvedOffer[]): Candidate['lacks'] {
  const lacks: { [offerId: string]: string[] } = {};
  for (const { offerId, facts } of offers) {
    const missing = Object.entries(facts.capabilities ?? {}).flatMap(([need, has]) => (has ? [] : [need]));
    if (missing.length > 0) lacks[offerId] = missing.sort();
  }
  return lacks;
}

/**
 * Lays a policy out as LiteLLM model groups and hook targets: one group a rule, one a fallback offer, one a kept
 * source model. A cascade goes to its first model, a chain to its last step. Throws WaybillError 'bad-input' that
 * names every model which no book knows and which is no `provider/model`.
 */
export function planLitellm(input: ExportInput): LitellmPlan {
  const { policy, offers } = input;
  const uniqueName = createUniqueNames();
  const groups: ModelGroup[] = [];
  const notExpressed: NotExpressed[] = [];
  const missing: string[] = [];
  const sources = knownSources(input);

  const offerAt = (name: string, place: string): ResolvedOffer[] => {
    const known = offers(name);
    if (known !== null)
      return [BARE_NAME.test(name) ? withUpstream(known, known.facts.upstreamModel ?? name) : asNamed(known, name)];
    try {
      const offerId = parseOfferId(name);
      const why = `no price book knows ${JSON.stringify(name)}: it is called as written, without price, window or capabilities`;
      notExpressed.push({ place, why });
      return [{ offerId, facts: {} }];
    } catch {
      missing.push(`${place}: ${JSON.stringify(name)}`);
      return [];
    }
  };

  const fallbackGroups = new Map<OfferId, ModelGroup>();
  const fallbackGroup = (offer: ResolvedOffer, place: string): ModelGroup => {
    const known = fallbackGroups.get(offer.offerId);
    if (known !== undefined) return known;
    const group: ModelGroup = {
      name: uniqueName(`${GROUP_PREFIX}fallback/${toSlug(offer.offerId) || 'model'}`),
      about: `fallback: ${offer.offerId}`,
      place,
      deployments: [{ offer, weight: null }],
      fallbacks: [],
      contextFallbacks: [],
      kept: false,
    };
    fallbackGroups.set(offer.offerId, group);
    return group;
  };

  const deploymentsOf = (route: Route, place: string): Deployment[] => {
    if ('model' in route) return offerAt(route.model, `${place}.model`).map((offer) => ({ offer, weight: null }));
    if ('cascade' in route) {
      const first = route.cascade[0] as { model: string };
      const why = `LiteLLM does not judge an answer and ask again: every call goes to the first model, ${first.model}, and no other; cost and quality differ from the plan`;
      notExpressed.push({ place: `${place}.cascade`, why });
      if (route.judge !== undefined)
        notExpressed.push({
          place: `${place}.judge`,
          why: `no answer is judged, so ${route.judge.model} is never called`,
        });
      return offerAt(first.model, `${place}.cascade[0].model`).map((offer) => ({ offer, weight: null }));
    }
    if ('chain' in route) {
      const last = route.chain.length - 1;
      const step = route.chain[last] as { model: string };
      if (last > 0) {
        const why = `LiteLLM makes one call per request: only the last step, ${step.model}, is called, on the caller's own prompt; cost and quality differ from the plan`;
        notExpressed.push({ place: `${place}.chain`, why });
      }
      return offerAt(step.model, `${place}.chain[${last}].model`).map((offer) => ({ offer, weight: null }));
    }
    if ('split' in route) {
      const parts = new Map<OfferId, { offer: ResolvedOffer; weight: number }>();
      for (const [i, { model, weight }] of route.split.entries())
        for (const offer of offerAt(model, `${place}.split[${i}].model`)) {
          const same = parts.get(offer.offerId);
          parts.set(offer.offerId, { offer, weight: weight + (same?.weight ?? 0) });
        }
      if (parts.size < 2) return [...parts.values()].map(({ offer }) => ({ offer, weight: null }));
      const whole = toIntegerWeights([...parts.values()].map((part) => part.weight));
      if (whole.error > 0) {
        const why = `weights are whole numbers up to 1,000: ${whole.weights.join(' : ')} moves a share by up to ${(100 * whole.error).toPrecision(2)} %`;
        notExpressed.push({ place: `${place}.split`, why });
      }
      return [...parts.values()].map(({ offer }, i) => ({ offer, weight: whole.weights[i] as number }));
    }
    return [];
  };

  const noteSplit = (deployments: readonly Deployment[], fallbacks: number, place: string) => {
    const windows = new Set(deployments.map(({ offer }) => offer.facts.contextWindowTokens));
    if (windows.size > 1) {
      const why = 'a prompt too long for one part goes to the other parts, not to the fallback';
      notExpressed.push({ place: `${place}.split`, why });
    }
    const lacks = new Set(deployments.map(({ offer }) => lacksOf([offer])[offer.offerId]?.join() ?? ''));
    if (lacks.size > 1 && fallbacks > 0) {
      const why = 'a call whose needs one part does not serve goes to the fallback with its whole weight';
      notExpressed.push({ place: `${place}.split`, why });
    }
  };

  const lay = (route: Route, id: string, title: string, place: string): RouteTarget => {
    const fallbacks = (route.fallback ?? []).flatMap((name, i) => {
      const at = `${place}.fallback[${i}]`;
      return offerAt(name, at).map((offer) => fallbackGroup(offer, at));
    });
    const toCandidate = (name: string, deployments: readonly Deployment[]): Candidate => ({
      group: name,
      lacks: fallbacks.length === 0 ? {} : lacksOf(deployments.map(({ offer }) => offer)),
    });
    const others = fallbacks.map((group) => toCandidate(group.name, group.deployments));
    if ('keep' in route) return { keep: true, candidates: others };

    const deployments = deploymentsOf(route, place);
    if (deployments.length > 1) noteSplit(deployments, fallbacks.length, place);
    const name = uniqueName(`${GROUP_PREFIX}${toSlug(id) || 'rule'}`);
    const windows = deployments.map(({ offer }) => offer.facts.contextWindowTokens ?? Number.POSITIVE_INFINITY);
    const window = Math.max(...windows);
    const isLarger = (group: ModelGroup) =>
      (group.deployments[0]?.offer.facts.contextWindowTokens ?? Number.POSITIVE_INFINITY) > window;
    groups.push({
      name,
      about: title,
      place,
      deployments,
      fallbacks: fallbacks.map((group) => group.name),
      contextFallbacks: fallbacks.filter(isLarger).map((group) => group.name),
      kept: false,
    });
    return { keep: false, candidates: [toCandidate(name, deployments), ...others] };
  };

  const rules = policy.rules.map((rule, i) => ({
    id: rule.id,
    when: rule.when ?? {},
    target: lay(rule.route, rule.id, `rule ${i + 1}: ${JSON.stringify(rule.id)}`, `rules[${i}].route`),
  }));
  const otherwise = lay(policy.otherwise, 'otherwise', 'every other call', 'otherwise');
  if (missing.length > 0)
    throw new WaybillError(
      'bad-input',
      `no price book knows these models; write them as provider/model: ${missing.join('; ')}`,
    );

  const keepGroups = layKept(input, sources, uniqueName, groups, notExpressed);
  return { groups: [...groups, ...fallbackGroups.values()], rules, otherwise, sources, keepGroups, notExpressed };
}

/** Places of the policy that keep calls on their model, each with the source models it may see (null: any). */
function keptPlaces(policy: Policy): { place: string; only: readonly string[] | null }[] {
  const rules = policy.rules.flatMap(({ when, route }, i) =>
    'keep' in route ? [{ place: `rules[${i}].route.keep`, only: when?.sourceModel ?? null }] : [],
  );
  return 'keep' in policy.otherwise ? [...rules, { place: 'otherwise.keep', only: null }] : rules;
}

function layKept(
  { policy, offers, sourceModels }: ExportInput,
  sources: { readonly [name: string]: OfferId },
  uniqueName: (name: string) => string,
  groups: ModelGroup[],
  notExpressed: NotExpressed[],
): { [name: string]: string } | null {
  const places = keptPlaces(policy);
  const [first] = places;
  if (first === undefined) return {};
  if (sourceModels === undefined) {
    const why =
      'the models in use are not known: LiteLLM passes any model name on, with whatever key its provider has here';
    notExpressed.push({ place: first.place, why });
    return null;
  }
  const keepGroups: { [name: string]: string } = Object.create(null);
  const unknown: string[] = [];
  for (const name of new Set(sourceModels)) {
    const reaches = ({ only }: { only: readonly string[] | null }) =>
      only === null || only.includes(name) || only.includes(sources[name] ?? '');
    const place = places.find(reaches);
    if (place === undefined || name === '') continue;
    const offer = offers(name);
    if (offer === null) {
      unknown.push(JSON.stringify(name));
      continue;
    }
    keepGroups[name] = uniqueName(`${GROUP_PREFIX}keep/${toSlug(name) || toSlug(modelOf(offer.offerId)) || 'model'}`);
    groups.push({
      name: keepGroups[name],
      about: `kept: ${JSON.stringify(name)}`,
      place: place.place,
      // A kept call asks the seller it asks today for the name it asks for today, not for what the books call it.
      deployments: [{ offer: BARE_NAME.test(name) ? withUpstream(offer, name) : asNamed(offer, name), weight: null }],
      fallbacks: [],
      contextFallbacks: [],
      kept: true,
    });
  }
  if (unknown.length > 0) {
    const more = unknown.length > MAX_NAMED ? ` and ${unknown.length - MAX_NAMED} more` : '';
    const why = `no price book knows ${unknown.slice(0, MAX_NAMED).join(', ')}${more}: calls that ask for such a model are refused where the policy keeps them`;
    notExpressed.push({ place: first.place, why });
  }
  return keepGroups;
}
