import { describe, expect, it } from 'vitest';
import { keepAll } from '@/lib/engine/templates';
import { parsePolicy } from '@/lib/schema/policy';
import { toIntegerWeights } from './integer-weights';
import { asNamed, toLitellmModel } from './litellm-models';
import { toDecimalPerToken } from './litellm-yaml';
import { toPlainText, toQuoted } from './plain-text';
import { toPython } from './python';
import { findGateway, GATEWAYS } from './registry';
import { createUniqueNames, toSlug } from './slug';
import { offersOf } from './testing/offers';
import { FULL_EXAMPLE } from './testing/policies';

describe('the registry', () => {
  it('finds every target by its id and names them all where there is none', () => {
    for (const gateway of GATEWAYS) expect(findGateway(gateway.id)).toBe(gateway);
    expect(() => findGateway('nginx')).toThrow('unknown target "nginx": choose one of policy, litellm');
    expect(() => findGateway('nginx')).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('policy writes the policy itself, which reads back the same', () => {
    const { files, notExpressed } = findGateway('policy').export({ policy: FULL_EXAMPLE, offers: offersOf() });
    expect(files.map((file) => file.path)).toEqual(['policy.json']);
    expect(parsePolicy(files[0]?.text)).toEqual(FULL_EXAMPLE);
    expect(notExpressed).toEqual([]);
  });

  it.each(GATEWAYS)('$id gives the same bytes twice', (gateway) => {
    const input = { policy: keepAll(), offers: offersOf(), sourceModels: ['gpt-4o'] };
    expect(gateway.export(input)).toEqual(gateway.export(input));
  });
});

describe('toIntegerWeights', () => {
  it.each([
    [[80, 20], [80, 20], 0],
    [[0.8, 0.2], [4, 1], 0],
    [[1 / 3, 2 / 3], [1, 2], 0],
    [[1 / 3, 1 / 3, 1 / 3], [1, 1, 1], 0],
    [[0.125, 0.375, 0.5], [1, 3, 4], 0],
    [[1000, 1], [1000, 1], 0],
    [[2000, 2], [1000, 1], 0],
    [[5e-7, 1e-6], [1, 2], 0],
    // π : 1 is nearest to 355 : 113, off by 8.5e-9 of 1; the share moves by about 1.6e-8.
    [[Math.PI, 1], [355, 113], 1.6e-8],
    // 1 : 1,000,000 has no whole weights up to 1,000: 1 : 1,000 gives 0.000999 for 0.000001.
    [[1, 1e6], [1, 1000], 1e-3],
  ])('%j is %j', (weights, whole, error) => {
    const found = toIntegerWeights(weights);
    expect(found.weights).toEqual(whole);
    if (error === 0) expect(found.error).toBe(0);
    else expect(found.error / error).toBeCloseTo(1, 1);
  });
});

describe('text of generated files', () => {
  it('toPlainText and toQuoted leave printable ASCII only', () => {
    expect(toPlainText('a\n\u0085\u2028\u007f\u4e2d\u{1f600}\ud800z')).toBe(
      'a\\u000a\\u0085\\u2028\\u007f\\u4e2d\\U0001f600\\ud800z',
    );
    expect(toQuoted('"\\\n\u4e2d')).toBe('"\\"\\\\\\n\\u4e2d"');
  });

  it('toPython writes True, False and None, and refuses what Python cannot read', () => {
    expect(toPython({ a: [true, false, null, 1, 0.5], 'b"': {} })).toBe(
      '{"a": [True, False, None, 1, 0.5], "b\\"": {}}',
    );
    expect(() => toPython([Number.NaN])).toThrow(RangeError);
  });

  it.each([
    [2.5, '0.0000025'],
    [0.27, '0.00000027'],
    [0.003625, '0.000000003625'],
    [1, '0.000001'],
    [0, '0.0'],
    [1e6, '1.0'],
    [1234567, '1.234567'],
    [2.5e8, '250.0'],
  ])('toDecimalPerToken writes %d per million as %s', (usdPerMtok, text) => {
    expect(toDecimalPerToken(usdPerMtok)).toBe(text);
    expect(Number(text)).toBeCloseTo(usdPerMtok / 1e6, 15);
  });

  it('toSlug and createUniqueNames make names of a-z, 0-9, dot, dash and underscore, each once', () => {
    expect(['Bulk / Classify', '中文', '--a..', 'x'.repeat(99)].map(toSlug)).toEqual([
      'bulk-classify',
      '',
      'a',
      'x'.repeat(64),
    ]);
    const unique = createUniqueNames();
    expect(['a', 'a', 'a-2', 'a'].map(unique)).toEqual(['a', 'a-2', 'a-2-2', 'a-3']);
  });
});

describe('toLitellmModel', () => {
  const called = (offerId: string, facts = {}) => toLitellmModel({ offerId: offerId as never, facts });

  it.each([
    ['openai/gpt-4o', 'openai/gpt-4o', 'OPENAI_API_KEY'],
    ['anthropic/claude-3-5-sonnet', 'anthropic/claude-3-5-sonnet', 'ANTHROPIC_API_KEY'],
    ['google/gemini-2.5-pro', 'gemini/gemini-2.5-pro', 'GEMINI_API_KEY'],
    ['google/claude-3-5-sonnet', 'vertex_ai/claude-3-5-sonnet', null],
    ['deepseek/deepseek-v4-flash', 'deepseek/deepseek-v4-flash', 'DEEPSEEK_API_KEY'],
    ['aws/amazon.nova-lite-v1:0', 'bedrock/amazon.nova-lite-v1:0', null],
    ['aws/regional.anthropic.claude-sonnet-4-20250514-v1:0', 'bedrock/anthropic.claude-sonnet-4-20250514-v1:0', null],
    ['aws/global.anthropic.claude-opus-5', 'bedrock/global.anthropic.claude-opus-5', null],
    ['azure/gpt-4o', 'azure/gpt-4o', 'AZURE_API_KEY'],
    ['mistral/mistral-large', 'mistral/mistral-large', 'MISTRAL_API_KEY'],
    ['x-ai/grok-4-0709', 'xai/grok-4-0709', 'XAI_API_KEY'],
    ['groq/gemma2-9b-it', 'groq/gemma2-9b-it', 'GROQ_API_KEY'],
    ['fireworks/deepseek-v4-flash', 'fireworks_ai/deepseek-v4-flash', 'FIREWORKS_API_KEY'],
    ['together/Gryphe/MythoMax-L2-13b', 'together_ai/Gryphe/MythoMax-L2-13b', 'TOGETHER_API_KEY'],
    ['openrouter/01-ai/yi-large', 'openrouter/01-ai/yi-large', 'OPENROUTER_API_KEY'],
    ['perplexity/sonar', 'perplexity/sonar', 'PERPLEXITYAI_API_KEY'],
    ['cohere/command-a', 'cohere_chat/command-a', 'COHERE_API_KEY'],
    ['huggingface_groq/x', 'huggingface/groq/x', 'HF_TOKEN'],
    ['our-vllm/qwen3', 'openai/qwen3', 'OUR_VLLM_API_KEY'],
    ['constructor/x', 'openai/x', 'CONSTRUCTOR_API_KEY'],
  ])('calls %s as %s with %s', (offerId, model, key) => {
    expect(called(offerId)).toMatchObject({ model, apiKeyEnv: key, dropped: [] });
  });

  it.each([
    ['azure/gpt-4o-2024-11-20', 'openai/gpt-4o', 'azure/gpt-4o-2024-11-20', 'AZURE_API_KEY'],
    ['azure/eu/gpt-4o', 'openai/gpt-4o', 'azure/gpt-4o', 'AZURE_API_KEY'],
    ['vertex_ai/gemini-2.5-pro', 'google/gemini-2.5-pro', 'vertex_ai/gemini-2.5-pro', null],
    [
      'bedrock/anthropic.claude-3-haiku',
      'aws/regional.anthropic.claude-3-haiku',
      'bedrock/anthropic.claude-3-haiku',
      null,
    ],
    [
      'anthropic/claude-sonnet-4-20250514',
      'anthropic/claude-sonnet-4-0',
      'anthropic/claude-sonnet-4-20250514',
      'ANTHROPIC_API_KEY',
    ],
    ['gateway-x/gpt-4o', 'openai/gpt-4o', 'openai/gpt-4o', 'OPENAI_API_KEY'],
  ])('the logged name %s, priced as %s, is still asked of its own seller', (name, offerId, model, key) => {
    expect(toLitellmModel(asNamed({ offerId: offerId as never, facts: {} }, name))).toMatchObject({
      model,
      apiKeyEnv: key,
    });
  });

  it('the key of the list that priced a name is not the key of its seller', () => {
    const listed = { offerId: 'openai/gpt-4o' as never, facts: { apiKeyEnv: 'OF_THE_LIST' } };
    expect(toLitellmModel(asNamed(listed, 'azure/gpt-4o')).apiKeyEnv).toBe('AZURE_API_KEY');
    expect(toLitellmModel(asNamed(listed, 'openai/gpt-4o-2024-11-20')).apiKeyEnv).toBe('OF_THE_LIST');
  });

  it('takes the address, key variable and upstream name of the offer', () => {
    const facts = {
      upstreamModel: 'deepseek-ai/DeepSeek-V4-Flash',
      apiBase: 'https://global-apis.com/v1',
      apiKeyEnv: 'GLOBAL_API_KEY',
    };
    expect(called('global-api/deepseek-v4-flash', facts)).toEqual({
      model: 'openai/deepseek-ai/DeepSeek-V4-Flash',
      apiBase: 'https://global-apis.com/v1',
      apiKeyEnv: 'GLOBAL_API_KEY',
      env: ['GLOBAL_API_KEY'],
      dropped: [],
    });
    expect(called('our-vllm/qwen3')).toMatchObject({
      apiBase: 'os.environ/OUR_VLLM_API_BASE',
      env: ['OUR_VLLM_API_KEY', 'OUR_VLLM_API_BASE'],
    });
  });

  it.each([
    'os.environ/SECRET',
    'https://u:p@x.com',
    'https://x.com/v1?key=1',
    'https://x.com/#a',
    'file:///etc',
    'https://x.com/a b',
  ])('leaves out the address %s', (apiBase) => {
    expect(called('openai/gpt-4o', { apiBase })).toMatchObject({
      apiBase: null,
      dropped: ['the address of openai/gpt-4o is not a plain http(s) address'],
    });
  });
});
