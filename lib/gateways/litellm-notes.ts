import { CONSTRAINT_NAMES, type Condition, type ConstraintName, type Policy } from '@/lib/domain/policy';
import type { NotExpressed } from './gateway';
import type { LitellmPlan } from './litellm-plan';

const FACTS_NOTE = 'LiteLLM does not know this of an offer';
const CONSTRAINT_NOTES: { readonly [name in ConstraintName]?: string } = {
  residency: 'LiteLLM does not know where an offer runs',
  vendorShareAtMost: 'LiteLLM holds no share of traffic',
  latencyMsAtMost: 'as a time-out it would cut long answers',
  firstTokenMsAtMost: 'as a time-out it would turn calls away',
};

/** Parts of a policy outside its routes that no LiteLLM setting stands for, each with its path. */
export function notesOnPolicy(policy: Policy): NotExpressed[] {
  const notes: NotExpressed[] = [];
  for (const [i, { kind, ttlSeconds }] of (policy.cache ?? []).entries()) {
    if (kind === 'semantic')
      notes.push({
        place: `cache[${i}]`,
        why: 'LiteLLM has one semantic cache for the whole proxy, and it needs Redis or Qdrant and an embedding model: not set up, so these calls are not cached',
      });
    else {
      notes.push({ place: `cache[${i}].hitRate`, why: 'how often the cache answers is an expectation, not a setting' });
      if (ttlSeconds === undefined)
        notes.push({
          place: `cache[${i}]`,
          why: 'without ttlSeconds answers stay as long as LiteLLM keeps them by default',
        });
    }
  }
  for (const [i, { tier }] of (policy.serviceTier ?? []).entries()) {
    const why =
      tier === 'batch'
        ? 'batch prices need the batch endpoints of the provider, called by the application itself'
        : `the application asks for the ${tier} tier itself, with service_tier, where its model has one`;
    notes.push({ place: `serviceTier[${i}]`, why });
  }
  if (policy.errors?.lastResort === 'cachedAnswer')
    notes.push({
      place: 'errors.lastResort',
      why: 'LiteLLM does not fall back to an older cached answer: the caller gets the error',
    });

  for (const name of CONSTRAINT_NAMES)
    if (policy.constraints?.[name] !== undefined)
      notes.push({
        place: `constraints.${name}`,
        why: `checked by Waybill when it plans; ${CONSTRAINT_NOTES[name] ?? FACTS_NOTE}`,
      });

  for (const key of Object.keys(policy.assumptions ?? {}))
    notes.push({ place: `assumptions.${key}`, why: 'an assumption of the estimate: there is nothing to set' });
  return notes;
}

type Used = { readonly [key in keyof Condition]?: Set<string> } & { inputTokens?: Set<string> };

function collect(condition: Condition | undefined, used: { [key: string]: Set<string> }): void {
  for (const [key, value] of Object.entries(condition ?? {})) {
    if (key === 'not') collect(value as Condition, used);
    else {
      const known = used[key] ?? new Set<string>();
      used[key] = known;
      for (const item of Array.isArray(value) ? (value as string[]) : []) known.add(item);
    }
  }
}

const EXPLAINED = ['task', 'team', 'language', 'region'] as const;

/** What callers must send for the hook to see what the rules ask for; one sentence each. */
export function callerContract(policy: Policy, plan: LitellmPlan): string[] {
  const used: Used & { [key: string]: Set<string> } = {};
  for (const rule of [...policy.rules, ...(policy.cache ?? [])]) collect(rule.when, used);
  const list = (key: keyof Condition) => [...(used[key] ?? [])].map((value) => JSON.stringify(value)).join(', ');
  const keeps = plan.keepGroups === null || Object.keys(plan.keepGroups).length > 0;

  const lines = [
    used.sourceModel !== undefined || keeps
      ? 'Send in "model" the model name that the application asks for today.'
      : 'Send any name in "model", e.g. "waybill/auto": the rules choose the model.',
  ];
  if (plan.keepGroups !== null && keeps)
    lines.push(
      `Calls that keep their model must name one of ${Object.keys(plan.keepGroups)
        .map((name) => JSON.stringify(name))
        .join(', ')}; LiteLLM refuses others.`,
    );
  if (used.sourceModel !== undefined)
    lines.push(
      `Model names that the rules know: ${[...new Set([...Object.keys(plan.sources), ...used.sourceModel])].map((name) => JSON.stringify(name)).join(', ')}; any other spelling matches no sourceModel.`,
    );
  for (const label of EXPLAINED)
    if (used[label] !== undefined) {
      const instead =
        label === 'team' ? `, the tag "team:<value>", or a virtual key of that team` : ` or the tag "${label}:<value>"`;
      lines.push(`Send metadata.${label}${instead}; the rules know ${list(label)}. A call without it matches no list.`);
    }
  if (used.tags !== undefined)
    lines.push(`Send metadata.tags, a list (or the header x-litellm-tags); the rules know ${list('tags')}.`);
  if (used.needs !== undefined)
    lines.push(
      `Needs (${list('needs')}): images, audio, files, tools and JSON output are seen in the request; anything else goes in metadata.needs, a list.`,
    );
  if (used.serviceTier !== undefined)
    lines.push(`Send service_tier as the provider takes it; the rules know ${list('serviceTier')}.`);
  if (used.inputTokens !== undefined)
    lines.push(
      'Send metadata.input_tokens where the prompt is already counted; else LiteLLM counts it with its own tokenizer, a few per cent off.',
    );
  return lines;
}
