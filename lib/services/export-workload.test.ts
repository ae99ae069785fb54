import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { saveLabelRules } from '@/db/label-rules';
import { importText, storedCells } from '@/lib/usage/testing/import-text';
import { getDatabase } from './database';
import { exportWorkload } from './export-workload';
import { openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
afterAll(temp.remove);

async function roundTrip(name: string, content: string): Promise<void> {
  const database = await getDatabase();
  const { workloadId } = await importText(database, content, { workloadName: name });
  const text = [...(await exportWorkload(name)).parts].join('');
  const again = await importText(database, text, { workloadName: `${name} again` });
  expect(again.report.rejects).toEqual([]);
  expect(storedCells(database, again.workloadId)).toEqual(storedCells(database, workloadId));
}

test('the real log comes back as the same cells', async () => {
  const bytes = readFileSync('lib/usage/sample/aider-messages.jsonl.gz');
  await roundTrip('aider', gunzipSync(bytes).toString('utf8'));
});

test('every field comes back: sums, missing usage, odd labels, tiers, states, feedback', async () => {
  const lines = [
    { time: '2026-08-01T00:00:00.123Z', model: 'm', input_tokens: 10, output_tokens: 4, cached_tokens: 3 },
    { time: '2026-08-01T00:00:01Z', model: '=cmd()', input_tokens: 10, output_tokens: 4, task: '+1, "x"' },
    { time: '2026-08-01T00:00:01Z', model: 'm', input_tokens: 1e9, output_tokens: 4, requests: 77, cost: 1.000000001 },
    { time: '2026-08-01T00:00:02Z', model: 'm', team: 'línea\nzwei', tags: ['a;b', 'c'], needs: ['vision', 'tools'] },
    { time: '2026-08-01T00:00:03Z', model: 'm', input_tokens: 5, latency_ms: 812, status: 'error', feedback: -1 },
    { time: '2026-08-01T00:00:04Z', model: 'm', input_tokens: 5, output_tokens: 1, status: 'cache_hit', feedback: 1 },
    { time: '2026-08-01T00:00:05Z', model: 'm', input_tokens: 9, output_tokens: 6, reasoning_tokens: 2, region: 'eu' },
    { time: '2026-08-01T00:00:06Z', model: 'm', input_tokens: 9, output_tokens: 6, service_tier: 'flex', cost: 0 },
    { time: '2026-08-01T00:00:06Z', model: 'm', input_tokens: 9, output_tokens: 6, service_tier: 'flex', cost: 0 },
    {
      time: '2026-08-01T00:00:07Z',
      model: 'm',
      input_tokens: 9,
      output_tokens: 6,
      input_audio_tokens: 4,
      web_searches: 2,
    },
    { time: '2026-08-01T00:00:08Z', model: 'm', input_tokens: 9, output_tokens: 6, aggregate: true, language: 'zh' },
  ];
  await roundTrip('odd', lines.map((line) => JSON.stringify(line)).join('\n'));
});

test('labels are exported as the rules set them', async () => {
  const database = await getDatabase();
  const csv = 'time,model,input_tokens,output_tokens\n2026-08-01T00:00:00Z,gpt-4o,10,2\n2026-08-01T00:00:01Z,o3,7,1\n';
  const { workloadId } = await importText(database, csv, { workloadName: 'ruled' });
  const where = [{ field: 'model', pattern: 'gpt*' }] as const;
  saveLabelRules(database, workloadId, [
    { target: 'task', value: 'chat', where, onlyMissing: false, suggested: false },
  ]);
  const text = [...(await exportWorkload('ruled')).parts].join('');
  const again = await importText(database, text, { workloadName: 'ruled again' });
  expect(storedCells(database, again.workloadId)).toEqual(storedCells(database, workloadId));
});
