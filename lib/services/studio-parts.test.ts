import { expect, it } from 'vitest';
import type { OfferId } from '@/lib/domain/ids';
import { floorToCent, toLedger } from '@/lib/engine/ledger';
import { bestSingle, markBaselines, type SingleModelPoint } from '@/lib/engine/live/single-models';
import { writtenName } from '@/lib/engine/model-names';
import { nameModels } from './studio-names';

const line = (repricedUsd: number, planUsd: number) => ({
  requests: 3,
  inputTokens: 10,
  outputTokens: 1,
  repricedUsd,
  planUsd,
});

it('toLedger scales to the month and its cents add up to the rounded total', () => {
  const rows = toLedger([line(1.004, 1), line(1.004, 1), line(1.004, 1)], 1);
  // 3.012 is 3.01: one cent goes to the first of the three 1.00s.
  expect(rows.map((row) => row.repricedUsd)).toEqual([1.01, 1, 1]);
  expect(toLedger([line(1, 2)], 15)).toEqual([
    { requests: 45, inputTokens: 150, outputTokens: 15, repricedUsd: 15, planUsd: 30 },
  ]);
});

it('toLedger: a line that nothing moved reads the same in both columns, and both add up', () => {
  const rows = toLedger([line(86.096, 86.096), line(1.444, 1.444), line(30.006, 12.3), line(7.774, 1.1)], 1);
  for (const { repricedUsd, planUsd } of rows.slice(0, 2)) expect(planUsd).toBe(repricedUsd);
  expect(rows[1]?.repricedUsd).toBe(1.44);
  expect(rows.reduce((sum, row) => sum + row.repricedUsd, 0)).toBeCloseTo(125.32, 9);
  expect(rows.reduce((sum, row) => sum + row.planUsd, 0)).toBeCloseTo(100.94, 9);
});

it('toLedger does not turn a small amount into nothing', () => {
  expect(toLedger([line(5, 0), line(0.0004, 0)], 1).map((row) => row.repricedUsd)).toEqual([5, 0.0004]);
});

it('floorToCent never rounds a saving up nor a loss down', () => {
  expect([floorToCent(1.239), floorToCent(-1.231), floorToCent(0.3), floorToCent(null)]).toEqual([
    1.23,
    -1.24,
    0.3,
    null,
  ]);
});

it('writtenName takes a written name, else the last part of the id', () => {
  expect(writtenName('openai/gpt-4o', 'gpt 4o')).toBe('gpt-4o');
  expect(writtenName('deepseek/deepseek-v4-flash', 'DeepSeek V4 Flash')).toBe('DeepSeek V4 Flash');
  expect(writtenName('openrouter/openai/gpt-4o', 'openai/gpt-4o')).toBe('gpt-4o');
  const bedrock = 'aws/regional.anthropic.claude-sonnet-4-20250514-v1:0';
  expect(writtenName(bedrock, bedrock)).toBe('claude-sonnet-4 (aws regional)');
  expect(writtenName('aws/openai.gpt-5.4', 'openai.gpt-5.4')).toBe('gpt-5.4 (aws)');
});

it('nameModels tells sellers apart and leaves a logged name that is no offer as it is', () => {
  const offer = (offerId: string) => ({
    offerId: offerId as OfferId,
    name: 'DeepSeek V4',
    match: null,
    facts: {},
    sameModelAs: null,
  });
  const book = { offers: [offer('deepseek/v4'), offer('openrouter/deepseek/v4')] } as never;
  expect(nameModels(['deepseek/v4'], [book])).toEqual({ 'deepseek/v4': 'DeepSeek V4' });
  expect(nameModels(['deepseek/v4', 'openrouter/deepseek/v4', 'ollama/own'], [book])).toEqual({
    'deepseek/v4': 'DeepSeek V4 (deepseek)',
    'openrouter/deepseek/v4': 'DeepSeek V4 (openrouter)',
    'ollama/own': 'ollama/own',
  });
});

const point = (
  model: string,
  savingsPct: number,
  quality: number | null,
  judgedPct = 100,
  pricedPct = 100,
): SingleModelPoint => ({
  model: model as OfferId,
  planUsd: 1,
  repricedUsd: 1,
  savingsPct,
  quality,
  relative: quality,
  judgedPct,
  prior: true,
  pricedPct,
});

it('markBaselines takes the strongest and the cheapest of those that cover the traffic', () => {
  const points = [
    point('a/strong', 0, 0.9),
    point('b/niche', 50, 0.95, 10),
    point('c/cheap', 80, 0.7),
    point('d/misfit', 95, 0.7, 100, 20),
    point('e/unjudged', 85, null, 0),
  ];
  expect(markBaselines(points).map(({ role }) => role)).toEqual(['strongest', 'model', 'model', 'model', 'cheapest']);
});

it('bestSingle saves most within 5 % of today’s quality, and is none without a quality', () => {
  const points = [point('a/a', 10, 0.9), point('b/b', 60, 0.86), point('c/c', 90, 0.7)];
  expect(bestSingle(points, 0.9)?.model).toBe('b/b');
  expect(bestSingle(points, null)).toBeNull();
});
