import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { UsageRecord } from '@/lib/domain/usage';
import { parseCostNanoUsd } from '../parse-numbers';
import { SAMPLE_CSV_HEADER, sampleCompanyRecords, writeSampleCsv } from './sample-company';
import { SAMPLE_MODELS, SAMPLE_TASKS, type SampleModel } from './sample-tasks';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 8, 1);

const startedMs = performance.now();
const records = [...sampleCompanyRecords()];
const tookMs = performance.now() - startedMs;

function sum(of: (record: UsageRecord) => number, where: (record: UsageRecord) => boolean = () => true): number {
  let total = 0;
  for (const record of records) if (where(record)) total += of(record);
  return total;
}
const is = (task: string) => (record: UsageRecord) => record.task === task;
const dayOf = (record: UsageRecord) => Math.floor((record.timeMs - FROM_MS) / DAY_MS);
const hourOf = (record: UsageRecord) => new Date(record.timeMs).getUTCHours();
const weekdayOf = (record: UsageRecord) => new Date(record.timeMs).getUTCDay();

describe('the sample company', () => {
  it('is made in under 3 seconds', () => {
    expect(records.length).toBe(SAMPLE_TASKS.reduce((total, task) => total + task.requests, 0));
    expect(records.length).toBe(430_910);
    expect(tookMs).toBeLessThan(3000);
  });

  it('rag is 1,536M input and 36M output tokens on GPT-4o, to the token', () => {
    expect(sum((record) => record.inputTokens, is('rag'))).toBe(1_536_000_000);
    expect(sum((record) => record.outputTokens, is('rag'))).toBe(36_000_000);
  });

  it.each([
    ['rag', 'product', 'gpt-4o', 4200],
    ['summarise', 'content', 'gpt-4o', 310],
    ['code_review', 'engineering', 'claude-3-5-sonnet', 480],
    ['support', 'support', 'gpt-4o', 900],
    ['report', 'finance', 'gpt-4o', 600],
    ['vision', 'support', 'gpt-4o', 200],
  ])('%s of %s costs on %s $%d a month at list price', (task, team, model, usd) => {
    expect(sum((record) => record.loggedCostNanoUsd ?? 0, is(task))).toBe(usd * 1e9);
    const others = records.filter((record) => record.task === task && (record.team !== team || record.model !== model));
    expect(others).toEqual([]);
  });

  it('classify and extract are 12M tokens every day, with short answers', () => {
    const perDay = new Array<number>(30).fill(0);
    for (const record of records)
      if (record.team === 'operations')
        perDay[dayOf(record)] = (perDay[dayOf(record)] as number) + record.inputTokens + record.outputTokens;
    expect(perDay).toEqual(new Array(30).fill(12_000_000));
    const calls = records.filter((record) => record.team === 'operations');
    expect(new Set(calls.map((record) => record.task))).toEqual(new Set(['classify', 'extract']));
    expect(
      sum(
        (record) => record.outputTokens,
        (record) => record.team === 'operations',
      ) / calls.length,
    ).toBeLessThan(100);
  });

  it('every record carries its list price, fits its model and has a positive size', () => {
    let fitting = 0;
    for (const record of records) {
      const { inputNanoUsd, outputNanoUsd, windowTokens } = SAMPLE_MODELS[record.model as SampleModel];
      if (
        record.inputTokens > 0 &&
        record.outputTokens > 0 &&
        record.outputTokens <= 8192 &&
        record.inputTokens + record.outputTokens <= windowTokens &&
        record.loggedCostNanoUsd === record.inputTokens * inputNanoUsd + record.outputTokens * outputNanoUsd
      )
        fitting++;
    }
    expect(fitting).toBe(records.length);
  });

  it('reports are 60K to 127K tokens, at night, every night, at the standard tier', () => {
    const reports = records.filter(is('report'));
    expect(Math.min(...reports.map((record) => record.inputTokens))).toBeGreaterThanOrEqual(60_000);
    const largest = Math.max(...reports.map((record) => record.inputTokens));
    expect(largest).toBeGreaterThan(115_000);
    expect(largest).toBeLessThanOrEqual(127_000);
    expect(
      reports.every((record) => hourOf(record) >= 1 && hourOf(record) < 4 && record.serviceTier === 'standard'),
    ).toBe(true);
    expect(new Set(reports.map(dayOf)).size).toBe(30);
  });

  it('runs through all of September 2026 in order of time', () => {
    expect(records[0]?.timeMs).toBeGreaterThanOrEqual(FROM_MS);
    expect(records.at(-1)?.timeMs).toBeLessThan(FROM_MS + 30 * DAY_MS);
    expect(records.every((record, i) => i === 0 || record.timeMs >= (records[i - 1] as UsageRecord).timeMs)).toBe(true);
  });

  it('office work is low at weekends and at night', () => {
    const rag = records.filter(is('rag'));
    // 8 weekend days and 22 business days at 0.2 of one: 8 × 0.2 ÷ (22 + 1.6) = 6.8 %.
    const weekend = rag.filter((record) => weekdayOf(record) % 6 === 0).length / rag.length;
    expect(weekend).toBeCloseTo(0.068, 2);
    expect(rag.filter((record) => hourOf(record) >= 8 && hourOf(record) < 18).length / rag.length).toBeGreaterThan(0.8);
  });

  it('support tickets are English and Chinese, screenshots need vision, nothing is cached', () => {
    const languages = new Map<string, number>();
    for (const record of records.filter(is('support')))
      languages.set(record.language, (languages.get(record.language) ?? 0) + 1);
    expect([...languages.keys()].sort()).toEqual(['en', 'zh']);
    expect((languages.get('zh') as number) / 80_000).toBeCloseTo(0.4, 1);
    expect(records.every((record) => (record.needs === 'vision') === (record.task === 'vision'))).toBe(true);
    expect(sum((record) => record.cacheReadTokens + record.cacheWriteTokens)).toBe(0);
    expect(new Set(records.map((record) => record.team))).toEqual(
      new Set(['product', 'content', 'engineering', 'support', 'operations', 'finance']),
    );
  });

  it('writeSampleCsv gives the same bytes for the same seed, and the records back', () => {
    const text = [...writeSampleCsv()].join('');
    const hash = createHash('sha256');
    for (const piece of writeSampleCsv(1)) hash.update(piece);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(text).digest('hex'));
    expect(writeSampleCsv(2).next().value).not.toBe(writeSampleCsv(1).next().value);

    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe(SAMPLE_CSV_HEADER);
    expect(lines.length).toBe(records.length + 1);
    let nanoUsd = 0;
    for (const [i, line] of lines.slice(1).entries()) {
      const [time, model, task, , language, needs, input, output, cost] = line.split(',');
      const record = records[i] as UsageRecord;
      nanoUsd += parseCostNanoUsd(cost);
      if (i % 1000 === 0)
        expect([
          Date.parse(time as string),
          model,
          task,
          language,
          needs,
          Number(input),
          Number(output),
          parseCostNanoUsd(cost),
        ]).toEqual([
          record.timeMs,
          record.model,
          record.task,
          record.language,
          record.needs,
          record.inputTokens,
          record.outputTokens,
          record.loggedCostNanoUsd,
        ]);
    }
    // 4,200 + 310 + 480 + 900 + 981 + 600 + 200
    expect(nanoUsd).toBe(7671 * 1e9);
  });
});
