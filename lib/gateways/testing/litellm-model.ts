import { parse } from 'yaml';

/** A request as the proxy sees it, and a TypeScript reading of what the exported files do with it. */
export type Call = {
  readonly model: string;
  readonly task: string;
  readonly team: string;
  readonly language: string;
  readonly region: string;
  readonly tags: readonly string[];
  readonly needs: readonly string[];
  readonly serviceTier: string;
  readonly inputTokens: number;
};

type When = { readonly [key: string]: unknown };
type HookRule = {
  readonly id: string;
  readonly when: When;
  readonly keep?: boolean;
  readonly to: readonly { readonly group: string; readonly lacks?: { readonly [offer: string]: string[] } }[];
};
export type HookData = {
  readonly RULES: readonly HookRule[];
  readonly OTHERWISE: HookRule;
  readonly SOURCES: { readonly [name: string]: string };
  readonly KEEP: { readonly [name: string]: string } | null;
  readonly CACHE_RULES: readonly { readonly when: When; readonly cache: object | null }[];
};
export type Decision = { rule: string; model: string; fallbacks?: string[]; cache?: object };

/** Python's literals back to JSON: True, False, None, trailing commas and \U escapes. */
export function readHookData(python: string): HookData {
  const data: { [name: string]: unknown } = {};
  const assignments = python.slice(0, python.indexOf('\nLABELS = '));
  for (const [, name = '', literal = ''] of assignments.matchAll(
    /^([A-Z_]+) = ([\s\S]*?)(?=\n(?:[A-Z_#\n]|$)|$(?![\s\S]))/gm,
  )) {
    const json = literal.replace(/"(?:\\.|[^"\\])*"|\bTrue\b|\bFalse\b|\bNone\b|,(?=\s*[\]}])/g, (token) => {
      if (token.startsWith('"'))
        return token.replace(/\\(U[0-9a-f]{8}|.)/g, (whole, code: string) =>
          code.length === 9 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : whole,
        );
      return { True: 'true', False: 'false', None: 'null', ',': '' }[token] ?? token;
    });
    data[name] = JSON.parse(json);
  }
  return data as HookData;
}

function has(when: When, key: string, found: (wanted: string[]) => boolean): boolean {
  return when[key] === undefined || found(when[key] as string[]);
}

function isMatch(when: When, call: Call, offer: string): boolean {
  const size = (when.inputTokens ?? {}) as { atLeast?: number; atMost?: number };
  return (
    (['task', 'team', 'language', 'region'] as const).every((key) =>
      has(when, key, (wanted) => call[key] !== '' && wanted.includes(call[key])),
    ) &&
    has(when, 'tags', (wanted) => call.tags.some((tag) => wanted.includes(tag))) &&
    has(when, 'needs', (wanted) => wanted.every((need) => call.needs.includes(need))) &&
    has(
      when,
      'sourceModel',
      (wanted) => call.model !== '' && (wanted.includes(call.model) || wanted.includes(offer)),
    ) &&
    has(when, 'serviceTier', (wanted) => wanted.includes(call.serviceTier)) &&
    call.inputTokens >= (size.atLeast ?? 0) &&
    call.inputTokens <= (size.atMost ?? Number.POSITIVE_INFINITY) &&
    !(when.not !== undefined && isMatch(when.not as When, call, offer))
  );
}

/** What the hook must decide, from its data alone. */
export function decide(data: HookData, call: Call): Decision {
  const offer = Object.hasOwn(data.SOURCES, call.model) ? (data.SOURCES[call.model] as string) : call.model;
  const rule = data.RULES.find(({ when }) => isMatch(when, call, offer)) ?? data.OTHERWISE;
  const serving = rule.to
    .filter(({ lacks }) =>
      Object.entries(lacks ?? {}).every(
        ([id, needs]) => id === offer || !needs.some((need) => call.needs.includes(need)),
      ),
    )
    .map(({ group }) => group);
  const cached = data.CACHE_RULES.find(({ when }) => isMatch(when, call, offer))?.cache ?? null;
  const cache = cached === null ? {} : { cache: cached };
  if (rule.keep === true) {
    const kept = data.KEEP !== null && Object.hasOwn(data.KEEP, call.model) ? data.KEEP[call.model] : call.model;
    return { rule: rule.id, model: kept as string, ...(serving.length > 0 ? { fallbacks: serving } : {}), ...cache };
  }
  const isPart = serving.length > 0 && serving.length < rule.to.length;
  const model = serving[0] ?? rule.to[0]?.group ?? '';
  return { rule: rule.id, model, ...(isPart ? { fallbacks: serving.slice(1) } : {}), ...cache };
}

type Entry = {
  readonly model_name: string;
  readonly litellm_params: { readonly model: string; readonly weight?: number; readonly api_key?: string };
  readonly model_info?: { readonly id: string; readonly max_input_tokens?: number };
};
type Pairs = readonly { readonly [group: string]: readonly string[] }[];
export type Config = {
  readonly model_list: readonly Entry[];
  readonly router_settings: {
    readonly fallbacks?: Pairs;
    readonly context_window_fallbacks?: Pairs;
    readonly enable_pre_call_checks?: boolean;
    readonly num_retries?: number;
    readonly max_fallbacks?: number;
  };
  readonly litellm_settings: { readonly callbacks: string; readonly cache?: boolean };
};

export function readConfig(yaml: string): Config {
  return parse(yaml, { version: '1.1' }) as Config;
}

/**
 * LiteLLM's choice among deployments, as its source reads: pre-call checks drop those whose window is too small;
 * `simple-shuffle` draws by `weight`; an error tries the fallbacks of the request, else of the group. Returns the
 * share of calls that each offer answers, '' when nothing does. `down`: offers that answer with an error.
 * `offerOf`: what a name means that is passed through by pattern.
 */
export function answeredBy(
  config: Config,
  decision: Decision,
  call: Call,
  down: ReadonlySet<string>,
  offerOf: (name: string) => string,
): Map<string, number> {
  const { router_settings: settings } = config;
  const shares = new Map<string, number>();
  const add = (offer: string, share: number) => shares.set(offer, (shares.get(offer) ?? 0) + share);

  const ask = (group: string, share: number, ofRequest: readonly string[] | undefined, depth: number): number => {
    const named = config.model_list.filter((entry) => entry.model_name === group);
    const pool = named.length > 0 ? named : config.model_list.filter((entry) => entry.model_name === '*');
    if (pool.length === 0) return share;
    const isChecked = settings.enable_pre_call_checks === true;
    const fitting = pool.filter(
      (entry) => !isChecked || call.inputTokens <= (entry.model_info?.max_input_tokens ?? Infinity),
    );
    const isTooLong = fitting.length === 0;
    const total = fitting.reduce((sum, entry) => sum + (entry.litellm_params.weight ?? 1), 0);
    let failed = isTooLong ? share : 0;
    for (const entry of fitting) {
      const part = (share * (entry.litellm_params.weight ?? 1)) / total;
      const id = entry.model_info?.id;
      const offer = id === undefined ? offerOf(group) : id.slice(id.indexOf(':') + 1);
      if (down.has(offer)) failed += part;
      else add(offer, part);
    }
    if (failed === 0 || depth > 0) return failed;
    const pairs = (isTooLong ? settings.context_window_fallbacks : settings.fallbacks) ?? [];
    const next = ofRequest ?? pairs.find((pair) => Object.hasOwn(pair, group))?.[group] ?? [];
    for (const fallback of next) failed = failed === 0 ? 0 : ask(fallback, failed, undefined, 1);
    return failed;
  };

  const lost = ask(decision.model, 1, decision.fallbacks, 0);
  if (lost > 0) add('', lost);
  return shares;
}
