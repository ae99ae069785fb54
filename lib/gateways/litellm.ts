import type { ExportInput, ExportResult, GatewayExporter, NotExpressed } from './gateway';
import { usesCache, writeHook } from './litellm-hook';
import { toLitellmModel } from './litellm-models';
import { callerContract, notesOnPolicy } from './litellm-notes';
import { type Deployment, type LitellmPlan, type ModelGroup, planLitellm } from './litellm-plan';
import { toYaml } from './litellm-yaml';

const MASTER_KEY = 'LITELLM_MASTER_KEY';
/** LiteLLM's own limit on the fallbacks of one call. */
const DEFAULT_MAX_FALLBACKS = 5;

function toEntry(group: ModelGroup, { offer, weight }: Deployment): { [key: string]: unknown } {
  const called = toLitellmModel(offer);
  const { input, output, cacheRead, cacheWrite } = offer.rates ?? {};
  const isPriced = input !== undefined && output !== undefined;
  return {
    model_name: group.name,
    litellm_params: {
      model: called.model,
      ...(called.apiBase === null ? {} : { api_base: called.apiBase }),
      ...(called.apiKeyEnv === null ? {} : { api_key: `os.environ/${called.apiKeyEnv}` }),
      ...(weight === null ? {} : { weight }),
      // Tokens read from or written to a cache that has no price cost the input price, as in Waybill.
      ...(isPriced
        ? {
            input_cost_per_token: { usdPerMtok: input },
            output_cost_per_token: { usdPerMtok: output },
            cache_read_input_token_cost: { usdPerMtok: cacheRead ?? input },
            cache_creation_input_token_cost: { usdPerMtok: cacheWrite ?? input },
          }
        : {}),
    },
    model_info: {
      id: `${group.name}:${offer.offerId}`,
      ...(group.kept || offer.facts.contextWindowTokens === undefined
        ? {}
        : { max_input_tokens: offer.facts.contextWindowTokens }),
      ...(offer.facts.capabilities?.vision === undefined ? {} : { supports_vision: offer.facts.capabilities.vision }),
    },
  };
}

function routerSettings({ policy }: ExportInput, plan: LitellmPlan): { [key: string]: unknown } {
  const pairs = (pick: (group: ModelGroup) => readonly string[]) =>
    plan.groups.flatMap((group) => (pick(group).length === 0 ? [] : [{ [group.name]: pick(group) }]));
  const fallbacks = pairs((group) => group.fallbacks);
  const contextFallbacks = pairs((group) => group.contextFallbacks);
  const targets = [...plan.rules.map((rule) => rule.target), plan.otherwise];
  const longest = Math.max(...targets.map((target) => target.candidates.length));
  return {
    routing_strategy: 'simple-shuffle',
    ...(policy.errors?.retries === undefined ? {} : { num_retries: policy.errors.retries }),
    ...(fallbacks.length === 0 ? {} : { enable_pre_call_checks: true, fallbacks }),
    ...(contextFallbacks.length === 0 ? {} : { context_window_fallbacks: contextFallbacks }),
    ...(longest > DEFAULT_MAX_FALLBACKS ? { max_fallbacks: longest } : {}),
  };
}

function headerLines(name: string, contract: readonly string[], env: readonly string[]): string[] {
  return [
    `Policy: ${JSON.stringify(name)}`,
    '',
    'Run, with both files in one folder:',
    "  pip install 'litellm[proxy]'",
    '  litellm --config config.yaml --host 127.0.0.1 --port 4000',
    `Set before: ${env.join(' ')}`,
    '',
    'What the caller must send:',
    ...contract.map((line) => `- ${line}`),
  ];
}

/**
 * LiteLLM proxy: `config.yaml` (one model group a rule; docs.litellm.ai/docs/proxy/config_settings) and
 * `waybill_hook.py`, a pre-call hook that picks the group by the ordered rules. Prices are written in USD per token,
 * so that LiteLLM's accounting agrees with the price book. Throws WaybillError 'bad-input' on a model that no book
 * knows and that is no `provider/model`.
 */
export const litellm: GatewayExporter = { id: 'litellm', title: 'LiteLLM proxy', export: exportLitellm };

function exportLitellm(input: ExportInput): ExportResult {
  const { policy } = input;
  const plan = planLitellm(input);
  const deployments = plan.groups.flatMap((group) => group.deployments.map((deployment) => ({ group, deployment })));
  const called = deployments.map(({ deployment }) => toLitellmModel(deployment.offer));
  const env = [...new Set([MASTER_KEY, ...called.flatMap((model) => model.env)])].sort();
  const contract = callerContract(policy, plan);
  const header = headerLines(policy.name, contract, env);

  const entries = deployments.map(({ group, deployment }) => toEntry(group, deployment));
  const passThrough = plan.keepGroups === null ? [{ model_name: '*', litellm_params: { model: '*' } }] : [];
  const comments = deployments.map(({ group, deployment }) =>
    group.deployments[0] === deployment ? group.about : null,
  );
  const config = {
    model_list: [...entries, ...passThrough],
    router_settings: routerSettings(input, plan),
    litellm_settings: {
      callbacks: 'waybill_hook.waybill_hook',
      drop_params: true,
      ...(usesCache(policy) ? { cache: true, cache_params: { type: 'local', mode: 'default_off' } } : {}),
    },
    general_settings: { master_key: `os.environ/${MASTER_KEY}` },
  };

  const dropped = deployments.flatMap(({ group, deployment }) =>
    toLitellmModel(deployment.offer).dropped.map((what) => ({
      place: group.place,
      why: `${what}: left out, since it may hold a secret`,
    })),
  );
  const notExpressed: NotExpressed[] = [...plan.notExpressed, ...dropped, ...notesOnPolicy(policy)];
  return {
    files: [
      {
        path: 'config.yaml',
        text: toYaml(
          config,
          [
            'Generated by Waybill for the LiteLLM proxy. Do not edit: change the policy and export it again.',
            ...header,
          ],
          [...comments, passThrough.length > 0 ? 'kept: any model name' : null],
        ),
      },
      { path: 'waybill_hook.py', text: writeHook(policy, plan, header) },
    ],
    notExpressed,
    callerContract: contract,
    env,
  };
}
