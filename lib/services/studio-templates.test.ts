import { expect, it } from 'vitest';
import type { TaskTraffic } from '@/lib/domain/traffic';
import { parsePolicy } from '@/lib/schema/policy';
import { buildTemplates, type TemplateInputs } from './studio-templates';

const task = (name: string, model: string, needs: readonly string[] = []): TaskTraffic => ({
  task: name,
  requests: 100,
  inputTokens: 1000,
  outputTokens: 100,
  needs,
  languages: [],
  models: [{ model, requests: 100 }],
});

const INPUTS: TemplateInputs = {
  traffic: {
    requests: 300,
    tasks: [
      task('rag', 'openai/gpt-4o'),
      task('code_review', 'anthropic/claude-3-5-sonnet'),
      task('vision', 'openai/gpt-4o', ['vision']),
    ],
    unnamed: null,
    needs: ['vision'],
    languages: [],
    regions: [],
    tags: [],
    serviceTiers: ['standard'],
    failedShare: 0,
    meanLatencyMs: null,
  },
  sources: [
    { model: 'openai/gpt-4o', name: 'gpt-4o' },
    { model: 'anthropic/claude-3-5-sonnet', name: 'Claude Sonnet 3.5' },
  ],
  find: (...models) => ({
    model: models[0] ?? '',
    name: models[0] ?? '',
    book: models[0]?.includes('kimi') ? 'post-cd' : null,
  }),
  best: null,
};
const idsOf = (inputs: TemplateInputs) => buildTemplates(inputs).map(({ id }) => id);

it('gives policies that parse and names the books they need', () => {
  const templates = buildTemplates(INPUTS);
  expect(templates.length).toBeGreaterThan(8);
  for (const { policy } of templates) expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  expect(templates.find(({ id }) => id === 'share')?.books).toEqual(['post-cd']);
  expect(templates.find(({ id }) => id === 'tasks')?.policy.rules.map(({ id }) => id)).toEqual([
    'vision-stays',
    'task-rag',
    'task-code_review',
  ]);
  expect(templates.find(({ id }) => id === 'share')?.policy.rules[0]?.when?.sourceModel).toEqual([
    'anthropic/claude-3-5-sonnet',
  ]);
});

it('offers nothing that makes no sense here', () => {
  // No trivial task for the economy tier, no writing for the chain, nothing personal told apart.
  expect(idsOf(INPUTS)).toEqual([
    'keep',
    'one',
    'tasks',
    'tiers',
    'tiers-four',
    'classified',
    'share',
    'ab',
    'verify',
    'cache',
    'rate-limit',
  ]);
  const untold = { ...INPUTS, traffic: { ...INPUTS.traffic, tasks: [], needs: [] } };
  expect(idsOf(untold)).toEqual(['keep', 'one', 'tiers', 'tiers-four', 'share', 'cache', 'rate-limit']);
  expect(idsOf({ ...INPUTS, find: () => null })).toEqual(['keep', 'cache']);
});

it('where the log has regions, European calls go to a European maker and personal data stays', () => {
  const traffic = { ...INPUTS.traffic, regions: ['eu-west-1', 'us-east-1'], tags: ['pii'], meanLatencyMs: 1234.5 };
  const templates = buildTemplates({ ...INPUTS, traffic });
  const { policy } = templates.find(({ id }) => id === 'compliance') ?? {};
  expect(policy?.rules.map(({ id }) => id)).toEqual(['vision-stays', 'tagged-stays', 'europe']);
  expect(policy?.rules.at(-1)).toMatchObject({
    when: { region: ['eu-west-1'] },
    route: { model: expect.stringMatching(/^mistral/) },
  });
  expect(policy?.constraints).toEqual({ residency: ['EU'], originNotIn: ['CN'] });
  const near = templates.find(({ id }) => id === 'classified')?.policy;
  expect(near?.rules.map(({ id }) => id)).toEqual(['vision-stays', 'hard-stays', 'near-eu', 'near-us']);
  expect(near?.constraints).toEqual({ latencyMsAtMost: 1235 });
});

it('takes the error rate of the log where it records failed calls', () => {
  const traffic = { ...INPUTS.traffic, failedShare: 0.034567 };
  const found = buildTemplates({ ...INPUTS, traffic }).find(({ id }) => id === 'rate-limit');
  expect(found?.policy.assumptions).toEqual({ errorRate: 0.0346 });
  expect(found?.description).toContain('the log’s own share');
});
