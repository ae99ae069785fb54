import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'waybill-cli-evals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evals(
  ...args: string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(root, 'lib/cli/main.ts'), 'evals', ...args, '--db', join(folder, 'evals.db')],
      { cwd: root, env: { ...process.env, INIT_CWD: folder } },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

const ROWS = [
  'item,model,score,task,usd,inputTokens,outputTokens',
  '1,gpt-4o,1,math,0.010,100,10',
  '1,gpt-4o-mini,1,math,0.001,100,10',
  '2,gpt-4o,1,math,0.010,100,10',
  '2,gpt-4o-mini,0,math,0.001,100,10',
  '3,gpt-4o,0,code,0.010,100,10',
  '3,gpt-4o-mini,0,code,0.001,100,10',
  '4,gpt-4o,1,code,0.010,100,10',
  '4,gpt-4o-mini,oops,code,0.001,100,10',
  '4,our-own,0.5,code,,,',
];

test('an eval goes in; models, oracle and the best single model come out', async () => {
  writeFileSync(join(folder, 'mine.csv'), `${ROWS.join('\n')}\n`);
  const run = await evals('mine.csv', '--name', 'mine');
  expect(run.stderr).toBe('');
  const result = JSON.parse(run.stdout);
  expect(result).toMatchObject({
    items: 4,
    tasks: ['math', 'code'],
    rows: { read: 9, accepted: 8, rejected: 1, repeats: 0 },
    rejects: [{ line: 9, reason: expect.stringContaining('oops') }],
    bestSingle: { model: 'gpt-4o', score: 0.75 },
  });
  expect(result.models).toEqual([
    { model: 'gpt-4o', n: 4, score: 0.75, usd: expect.closeTo(0.04, 12), offer: 'openai/gpt-4o' },
    { model: 'gpt-4o-mini', n: 3, score: 1 / 3, usd: expect.closeTo(0.003, 12), offer: 'openai/gpt-4o-mini' },
    { model: 'our-own', n: 1, score: 0.5, usd: null, offer: null },
  ]);
  // Item 1 and, where both fail, item 3 to the cheap model; 2 and 4 to the strong one.
  expect(result.oracle).toEqual({ score: 0.75, usd: expect.closeTo(0.022, 12) });
  expect(result.pairs[0]).toMatchObject({ a: 'gpt-4o', b: 'gpt-4o-mini', n: 3, difference: expect.closeTo(1 / 3, 12) });

  // The same name replaces; JSON Lines say the same.
  const lines = ROWS.slice(1, 4).map((row) => {
    const [item, model, score, task] = row.split(',');
    return JSON.stringify({ item, model, score: Number(score), task });
  });
  writeFileSync(join(folder, 'mine.jsonl'), `${lines.join('\n')}\n`);
  const again = JSON.parse((await evals('mine.jsonl', '--name', 'mine')).stdout);
  expect(again).toMatchObject({ items: 2, tasks: ['math'], oracle: { score: 1, usd: null } });
}, 60_000);

test('what is no eval ends with one line that says why', async () => {
  writeFileSync(join(folder, 'bad.csv'), 'item,model\n1,gpt-4o\n');
  const runs = await Promise.all([
    evals('bad.csv', '--name', 'bad'),
    evals('nowhere.csv', '--name', 'bad'),
    evals('bad.csv'),
  ]);
  expect(runs.map(({ code }) => code)).toEqual([1, 1, 2]);
  expect(runs[0]?.stderr).toMatch(/^error: bad\.csv: the eval has no column "score"; it has item, model\n$/);
  expect(runs[1]?.stderr).toMatch(/^error: cannot read the eval: /);
  expect(runs[2]?.stderr).toMatch(/^error: --name is missing\n/);
}, 60_000);
