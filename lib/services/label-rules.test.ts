import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { LabelRule } from '@/lib/domain/label-rule';
import { labelRulesRequest } from '@/lib/schema/label-rules';
import { importFiles } from './import-files';
import { applyLabelRules, previewLabelRules } from './label-rules';
import { openTempDatabase } from './testing/temp-workload';
import { viewUsage } from './workload-usage';

const temp = openTempDatabase();
afterAll(temp.remove);

const NOW = Date.now();

async function importCsv(workload: string, columns: string, lines: readonly string[]): Promise<void> {
  const path = join(temp.folder, `${workload}.csv`);
  writeFileSync(path, [`time,model,input_tokens,output_tokens${columns}`, ...lines, ''].join('\n'));
  await importFiles({ paths: [path], workload, format: 'csv', mapPath: null, onProgress: () => {} });
}

async function usageOf(w: string) {
  const { usage } = await viewUsage({ w, p: null, policy: null, books: null, asOf: 'today', rpd: null });
  if (usage === null) throw new Error(`no usage of ${w}`);
  return usage;
}

const tasksOf = async (workload: string) =>
  Object.fromEntries((await usageOf(workload)).tasks.map(({ label, requests }) => [label, requests]));

const rule = (more: Partial<LabelRule>): LabelRule => ({
  target: 'task',
  value: 'set',
  where: [],
  onlyMissing: false,
  suggested: false,
  ...more,
});

/** 30 calls: 10 chat and 10 without a task on gpt-4o, 10 without a task on a model that no book knows. */
const CALLS = Array.from({ length: 30 }, (_, i) => {
  const time = new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString();
  return `${time},${i < 20 ? 'gpt-4o' : 'mystery'},${1000 * (1 + (i % 10))},100,${i < 10 ? 'chat' : ''},`;
});

test('a preview says what each rule labels and what comes of it, and stores nothing', async () => {
  await importCsv('preview', ',task,team', CALLS);
  const rules = [
    rule({ value: 'short', where: [{ field: 'model', pattern: 'GPT-4*' }], inputTokens: { atMost: 5000 } }),
    rule({ value: 'chat', onlyMissing: true }),
    rule({ target: 'team', value: 'red', where: [{ field: 'model', pattern: 'mystery' }] }),
    rule({ value: 'never' }),
    rule({ value: 'too late' }),
  ];
  const before = await tasksOf('preview');
  const preview = await previewLabelRules({ workload: 'preview', rules }, [], NOW);
  expect(preview.requests).toBe(30);
  // 10 of 20 calls on gpt-4o are short; of the other 20, 15 have no task; 5 keep theirs until rule 4 takes them.
  expect(preview.rules.map(({ requests }) => requests)).toEqual([10, 15, 10, 5, 0]);
  expect(preview.rules.map(({ pct }) => Math.round(pct))).toEqual([33, 50, 33, 17, 0]);
  expect(preview.labelled).toBe(30);
  // Without a price no cost: of rule 2 five calls have one, of rule 3 none.
  expect(preview.rules.map(({ pricedRequests }) => pricedRequests)).toEqual([10, 5, 0, 5, 0]);
  expect(preview.rules[2]?.repricedUsd).toBeNull();
  const [tasks, teams] = preview.changes;
  expect(tasks?.lines.map(({ label, before: was, after }) => [label, was.requests, after.requests])).toEqual([
    ['chat', 10, 15],
    ['short', 0, 10],
    ['never', 0, 5],
    ['', 20, 0],
  ]);
  expect(teams?.lines.map(({ label, after }) => [label, after.requests])).toEqual([
    ['', 20],
    ['red', 10],
  ]);
  const spend = (of: 'before' | 'after') => tasks?.lines.reduce((sum, line) => sum + (line[of].repricedUsd ?? 0), 0);
  expect(spend('after')).toBeCloseTo(spend('before') ?? Number.NaN, 9);
  expect(await tasksOf('preview')).toEqual(before);

  const saved = await applyLabelRules({ workload: 'preview', rules });
  expect(saved).toEqual({ rules: 5, labelled: 30, requests: 30 });
  expect(await tasksOf('preview')).toEqual({ chat: 15, short: 10, never: 5 });
  // What is compared with is what is stored now, and without rules the log's own labels are back.
  const back = await previewLabelRules({ workload: 'preview', rules: [] }, [], NOW);
  expect(back.changes[0]?.lines.map(({ label, after }) => [label, after.requests])).toEqual([
    ['', 20],
    ['chat', 10],
    ['short', 0],
    ['never', 0],
  ]);
  await applyLabelRules({ workload: 'preview', rules: [] });
  expect(await tasksOf('preview')).toEqual(before);
});

test('a suggested split labels just the requests it said', async () => {
  const lines = Array.from({ length: 400 }, (_, i) => {
    const model = ['gpt-4o', 'gpt-4o-mini', 'GPT-4o', `rare-${i % 7}`][i % 4];
    const needs = ['', 'tools', '"vision,tools"'][i % 3];
    return `2026-01-0${1 + (i % 9)}T00:00:00Z,${model},${[300, 3000, 30_000, 90_000][(i >> 2) % 4]},${i % 50},${needs}`;
  });
  await importCsv('plain', ',needs', lines);
  const { labels } = await usageOf('plain');
  expect(labels.withoutTaskPct).toBe(100);
  const groups = labels.suggestion ?? [];
  expect(groups.length).toBeGreaterThan(3);
  const rules = groups.flatMap((group) => group.rules);
  expect(labelRulesRequest.safeParse({ workload: 'plain', rules }).success).toBe(true);
  await applyLabelRules({ workload: 'plain', rules });
  expect(await tasksOf('plain')).toEqual(Object.fromEntries(groups.map(({ name, requests }) => [name, requests])));
  const after = (await usageOf('plain')).labels;
  expect([...after.suggestedTasks].sort()).toEqual(groups.map(({ name }) => name).sort());
  expect(after.suggestion).toBeNull();
});

test('a log with tasks is left as it is, and a column that is no label is named', async () => {
  const lines = Array.from({ length: 1100 }, (_, i) => `2026-01-01T00:00:00Z,gpt-4o,${i},1,chat,team-${i}`);
  await importCsv('labelled', ',task,team', lines);
  const { labels } = await usageOf('labelled');
  expect(labels.suggestion).toBeNull();
  expect(labels.dropped).toEqual([{ label: 'team', column: 'team', fileName: 'labelled.csv' }]);
});

test('rules that cannot be meant are refused at their place', () => {
  const refused = (more: Partial<LabelRule>) => {
    const parsed = labelRulesRequest.safeParse({ workload: 'x', rules: [rule(more)] });
    return parsed.error?.issues.map(({ path }) => path.slice(2).join('.')) ?? [];
  };
  expect(refused({ value: '  ' })).toEqual(['value']);
  expect(refused({ value: 'a\u202eb' })).toEqual(['value']);
  expect(refused({ where: [{ field: 'model', pattern: 'x'.repeat(201) }] })).toEqual(['where.0.pattern']);
  expect(refused({ inputTokens: { atLeast: 10, atMost: 9 } })).toEqual(['inputTokens.atMost']);
  expect(refused({ inputTokens: { atLeast: -1 } })).toEqual(['inputTokens.atLeast']);
  expect(refused({ inputTokens: { atLeast: 1.5 } })).toEqual(['inputTokens.atLeast']);
  expect(refused({})).toEqual([]);
  const many = Array.from({ length: 101 }, () => rule({}));
  expect(labelRulesRequest.safeParse({ workload: 'x', rules: many }).success).toBe(false);
});
