import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'waybill-cli-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };

function waybill(db: string, ...args: string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(root, 'lib/cli/main.ts'), ...args, '--db', file(db)],
      { cwd: root, env: { ...process.env, INIT_CWD: folder }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

async function result(db: string, ...args: string[]) {
  const run = await waybill(db, ...args);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout);
}

const KEEP = { waybill: 1, name: 'keep', rules: [], otherwise: { keep: true } };
const CHEAPER = {
  waybill: 1,
  name: 'cheaper',
  rules: [
    {
      id: 'bulk',
      when: { task: ['classify'] },
      route: {
        split: [
          { model: 'gpt-4o-mini', weight: 3 },
          { model: 'gpt-4o', weight: 1 },
        ],
      },
    },
  ],
  otherwise: { keep: true },
};
const HEADER = 'time,model,task,input_tokens,cached_tokens,output_tokens,cost_usd';
const ROWS = [
  '2026-09-01T00:00:00Z,gpt-4o,classify,1000,200,100,0.0035',
  '2026-09-02T00:00:00Z,gpt-4o,rag,2000,0,300,0.008',
  '2026-09-02T00:00:01Z,no-such-model,rag,2000,0,300,',
];

beforeAll(async () => {
  writeFileSync(file('aider.jsonl'), gunzipSync(readFileSync(join(root, 'lib/usage/sample/aider-messages.jsonl.gz'))));
  writeFileSync(file('keep.json'), JSON.stringify(KEEP));
  writeFileSync(file('cheaper.json'), JSON.stringify(CHEAPER));
  writeFileSync(
    file('unknown-key.json'),
    JSON.stringify({ ...KEEP, rules: [{ id: 'a', when: { taks: ['x'] }, route: { keep: true } }] }),
  );
  writeFileSync(file('small.csv'), `${[HEADER, ...ROWS].join('\n')}\n`);
  await result('small.db', 'import', 'small.csv', '--workload', 'mine');
}, 60_000);

describe('import and workloads', () => {
  test('the real log goes in whole, once', async () => {
    const first = await result('aider.db', 'import', 'aider.jsonl', '--workload', 'aider');
    expect(first).toMatchObject({
      workload: 'aider',
      rows: { read: 5563, accepted: 5563, rejected: 0, duplicates: 0 },
      rejects: [],
    });
    expect(first.seconds).toBeGreaterThan(0);
    const again = await result('aider.db', 'import', 'aider.jsonl', '--workload', 'aider');
    expect(again.rows).toEqual({ read: 5563, accepted: 0, rejected: 0, duplicates: 5563 });
    const [workload] = await result('aider.db', 'workloads');
    expect(workload).toMatchObject({
      name: 'aider',
      requests: 5563,
      models: 108,
      from: '2024-08-13T14:40:43.000Z',
      to: '2026-04-25T04:20:34.000Z',
    });
    expect(workload.loggedUsd).toBeCloseTo(10_182.700381636, 6);
    const simulated = await result('aider.db', 'simulate', '--workload', 'aider', '--policy', 'keep.json');
    expect(Math.floor(simulated.pricedPct)).toBe(87);
    expect(simulated.violations).toContainEqual(
      expect.objectContaining({ kind: 'logged cost over 100 times repriced', requests: 1, usd: 9990.01252875 }),
    );
  });

  test.each([
    ['empty.csv', ''],
    ['binary.csv', '\u0000\u0001\u0002\u0000PNG'],
    ['header.csv', `${HEADER}\n`],
    ['no-tokens.csv', 'time,model\n2026-09-01,gpt-4o\n'],
    ['all-bad.csv', `${HEADER}\nnever,gpt-4o,x,1,0,1,0\nnever,gpt-4o,x,2,0,1,0\n`],
  ])('%s is refused with one line and changes nothing', async (name, text) => {
    writeFileSync(file(name), text);
    const run = await waybill('bad.db', 'import', name, '--workload', 'bad');
    expect(run.code).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^error: .+\n$/);
    expect(await result('bad.db', 'workloads')).toEqual([]);
  });

  test('one bad file among several leaves none of them', async () => {
    writeFileSync(file('none.csv'), '');
    const run = await waybill('several.db', 'import', 'small.csv', 'none.csv', '--workload', 'several');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('none.csv');
    expect(await result('several.db', 'workloads')).toEqual([]);
  });

  test('bad rows are rejected with line and reason, the rest accepted', async () => {
    const bad = [
      '2026-09-03,gpt-4o,rag,-5,0,1,0',
      '2026-09-03,gpt-4o,rag,10,20,1,0',
      'not a date,gpt-4o,rag,10,0,1,0',
      '2026-09-03,gpt-4o,ra',
    ];
    writeFileSync(file('bad-rows.csv'), [HEADER, ...ROWS, ...bad].join('\n'));
    const imported = await result('bad-rows.db', 'import', 'bad-rows.csv', '--workload', 'w');
    expect(imported.rows).toEqual({ read: 7, accepted: 3, rejected: 4, duplicates: 0 });
    expect(imported.rejects.map((reject: { line: number }) => reject.line)).toEqual([5, 6, 7, 8]);
  });

  test('a column map names the columns of a foreign file', async () => {
    writeFileSync(file('foreign.csv'), 'wann;wer;rein;raus\n2026-09-01;gpt-4o;10;5\n');
    writeFileSync(
      file('map.json'),
      JSON.stringify({ time: 'wann', model: 'wer', inputTokens: 'rein', outputTokens: 'raus' }),
    );
    const imported = await result('foreign.db', 'import', 'foreign.csv', '--workload', 'w', '--map', 'map.json');
    expect(imported.rows.accepted).toBe(1);
  });
});

describe('simulate', () => {
  test('says what moved, what could not be priced, and what it was computed with', async () => {
    const answer = await result(
      'small.db',
      'simulate',
      '--workload',
      'mine',
      '--policy',
      'cheaper.json',
      '--as-of',
      '2026-09-15',
    );
    expect(Object.keys(answer)).toEqual([
      'requests',
      'pricedPct',
      'pricedTokensPct',
      'baseline',
      'plan',
      'savings',
      'byModel',
      'byTask',
      'unpriced',
      'violations',
      'inputs',
    ]);
    expect(answer.requests).toBe(3);
    expect(answer.pricedPct).toBeCloseTo(200 / 3, 9);
    // gpt-4o 2.50 / 1.25 cached / 10; gpt-4o-mini 0.15 / 0.60, cached tokens at the input price once moved
    const keepClassify = (800 * 2.5 + 200 * 1.25 + 100 * 10) / 1e6;
    const mini = (1000 * 0.15 + 100 * 0.6) / 1e6;
    const rag = (2000 * 2.5 + 300 * 10) / 1e6;
    expect(answer.baseline.repricedUsd).toBeCloseTo(keepClassify + rag, 12);
    expect(answer.plan.usd).toBeCloseTo(0.75 * mini + 0.25 * keepClassify + rag, 12);
    expect(answer.unpriced).toEqual([{ reason: 'unknown model', model: 'no-such-model', requests: 1 }]);
    expect(answer.inputs.asOf).toBe('2026-09-15T00:00:00.000Z');
    expect(answer.inputs.books.map((book: { name: string }) => book.name)).toEqual(['overrides', 'genai-prices']);
    expect(answer.inputs.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('refuses an unknown key with its path, an unknown workload and an unknown book', async () => {
    const [key, workload, book] = await Promise.all([
      waybill('small.db', 'simulate', '--workload', 'mine', '--policy', 'unknown-key.json'),
      waybill('small.db', 'simulate', '--workload', 'other', '--policy', 'keep.json'),
      waybill('small.db', 'simulate', '--workload', 'mine', '--policy', 'keep.json', '--book', 'nope'),
    ]);
    expect(key).toMatchObject({ code: 1, stderr: 'error: policy: rules[0].when.taks: unknown key\n' });
    expect(workload).toMatchObject({ code: 1, stderr: expect.stringContaining('no workload is named "other"') });
    expect(book).toMatchObject({ code: 1, stderr: expect.stringContaining('no price book is named "nope"') });
  });
});

describe('price', () => {
  test('gives the bill of one call line by line', async () => {
    const answer = await result(
      'small.db',
      'price',
      '--model',
      'claude-sonnet-4-5',
      '--input',
      '200001',
      '--output',
      '0',
      '--at',
      '2026-09-01',
    );
    expect(answer).toEqual({
      usd: 1.200006,
      unpriced: null,
      book: 'genai-prices',
      effectiveFrom: null,
      lines: [{ class: 'input', tokens: 200_001, usdPerMtok: 6, usd: 1.200006 }],
      explanation: [
        '“claude-sonnet-4-5” is priced as anthropic/claude-sonnet-4-5: its maker’s list knows claude-sonnet-4-5.',
        expect.stringMatching(/^The price is a row of the book genai-prices .+ service tier standard\.$/),
        'Total input 200,001 > 200,000: the whole request is priced by the tier.',
        expect.stringMatching(/^Source: https:\/\/\S+, /),
      ],
    });
    expect(Object.keys(answer)).toEqual(['usd', 'unpriced', 'book', 'effectiveFrom', 'lines', 'explanation']);
  });

  test('counts the classes of its own: reasoning, audio, images, searches', async () => {
    const call = ['price', '--model', 'gpt-4o', '--input', '1000', '--output', '500', '--at', '2026-09-01'];
    const [searched, thought, tooMany] = await Promise.all([
      result('small.db', ...call, '--searches', '3'),
      result('small.db', ...call, '--reasoning', '400', '--region', 'eu'),
      waybill('small.db', ...call, '--audio-in', '1001'),
    ]);
    // 1,000 × 2.50 + 500 × 10 per 1M, and three searches at $10 per thousand
    expect(searched.usd).toBeCloseTo(0.0025 + 0.005 + 0.03, 12);
    expect(thought.usd).toBeCloseTo(0.0025 + 0.005, 12);
    expect(thought.explanation).toContain('There is no reasoning price: those tokens cost the output price.');
    expect(tooMany).toMatchObject({ code: 1, stderr: expect.stringContaining('exceed input tokens 1000') });
  });

  test('--each keeps the order, and a bad line does not stop it', async () => {
    const lines = [
      { model: 'o3', at: '2025-05-01T00:00:00Z', input: 1e6, output: 1e6 },
      { model: 'no-such-model', input: 1, output: 1 },
      { model: 'gpt-4o', input: 10, output: 0, cacheRead: 20 },
      { model: 'o3', at: '2025-07-01T00:00:00Z', input: 1e6, output: 1e6 },
    ];
    writeFileSync(file('calls.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const run = await waybill('small.db', 'price', '--each', 'calls.jsonl');
    const answers = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => answer.usd)).toEqual([50, null, null, 10]);
    expect(answers[1].unpriced).toBe('unknown model');
    expect(answers[2].unpriced).toContain('cached tokens 20 exceed input tokens 10');
    expect(answers[1].explanation[0]).toContain('“no-such-model” is unknown');
    expect(answers.every((answer) => answer.explanation.length > 0)).toBe(true);
    expect(answers[0].explanation[1]).toContain('in force until 2025-06-10 (excluded)');
    expect(answers[3].explanation[1]).toContain('in force from 2025-06-10 (included) on');
  });
});

describe('books', () => {
  test('lists the built-in books and imports a contract', async () => {
    const books = await result('small.db', 'books');
    expect(books.map((book: { name: string }) => book.name)).toEqual([
      'overrides',
      'genai-prices',
      'post-b',
      'post-cd',
      'litellm-history',
    ]);
    expect(books[1]).toMatchObject({ offers: 1694, source: 'npm @pydantic/genai-prices' });
    writeFileSync(file('contract.csv'), 'offer,input,output,from\nopenai/gpt-4o,2,8,2026-01-01\n');
    await result('books.db', 'books', 'import', 'contract.csv', '--name', 'contract');
    const priced = await result(
      'books.db',
      'price',
      '--model',
      'gpt-4o',
      '--input',
      '1000000',
      '--output',
      '0',
      '--book',
      'contract',
      '--book',
      'genai-prices',
      '--at',
      '2026-02-01',
    );
    expect(priced).toMatchObject({ usd: 2, book: 'contract', effectiveFrom: '2026-01-01T00:00:00.000Z' });
    const before = await result(
      'books.db',
      'price',
      '--model',
      'gpt-4o',
      '--input',
      '1000000',
      '--output',
      '0',
      '--book',
      'contract',
      '--at',
      '2025-02-01',
    );
    expect(before).toMatchObject({ usd: null, unpriced: 'no price at this date' });
  });

  test('a price in the wrong unit is refused with its line', async () => {
    writeFileSync(file('slip.csv'), 'offer,input,output\nopenai/gpt-4o,2500000,8\n');
    const run = await waybill('books.db', 'books', 'import', 'slip.csv', '--name', 'slip');
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('line 2') });
  });
});

describe('frontier', () => {
  const frontier = (...args: string[]) => result('frontier.db', 'frontier', '--workload', 'aider', ...args);

  test('every point is a policy file that simulates to its figures; nothing undercuts the bound', async () => {
    await result('frontier.db', 'import', 'aider.jsonl', '--workload', 'aider');
    const asOf = '2026-08-01';
    const found = await frontier('--candidates', 'gpt-4o, o3-mini,deepseek-chat', '--by', 'task', '--as-of', asOf);
    expect(found.candidates).toEqual(['openai/gpt-4o', 'openai/o3-mini', 'deepseek/deepseek-chat']);
    expect(found.points.length).toBeGreaterThan(3);
    expect(found.bound).toBeGreaterThan(0);
    expect(found.baselines).toMatchObject({ loggedUsd: expect.closeTo(10_182.700381636, 6) });
    const picked = [found.points[0], found.points[found.points.length >> 1], found.points.at(-1)];
    for (const [i, { usd, relative, policy, check }] of picked.entries()) {
      expect(check).toMatchObject({ isKept: true, differences: [] });
      expect(usd).toBeGreaterThanOrEqual(found.bound);
      writeFileSync(file(`point-${i}.json`), JSON.stringify(policy));
      const simulated = await result(
        'frontier.db',
        'simulate',
        '--workload',
        'aider',
        '--policy',
        `point-${i}.json`,
        '--as-of',
        asOf,
      );
      expect(Math.abs(simulated.plan.usd - usd)).toBeLessThanOrEqual(1e-9 * usd);
      expect(Math.abs(simulated.plan.quality.relative - relative)).toBeLessThanOrEqual(1e-9);
      expect(simulated.baseline.repricedUsd).toBeCloseTo(found.baselines.repricedUsd, 9);
    }
    const { alwaysStrongest, alwaysCheapest, bestSingle } = found.baselines;
    expect(alwaysStrongest.quality).toBeGreaterThanOrEqual(bestSingle.quality);
    expect(alwaysCheapest.usd).toBeLessThanOrEqual(bestSingle.usd);
    expect(alwaysCheapest.usd).toBeGreaterThanOrEqual(found.bound);
  }, 60_000);

  test('a candidate that no book has is named, and so is a dimension that there is not', async () => {
    const unknown = await waybill('small.db', 'frontier', '--workload', 'mine', '--candidates', 'gpt-4o,no-such-model');
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('"no-such-model"') });
    const by = await waybill('small.db', 'frontier', '--workload', 'mine', '--by', 'team');
    expect(by).toMatchObject({ code: 2, stderr: expect.stringContaining('--by takes task, size: team') });
  });

  test('a log that nothing judges has a bound and baselines, and no points', async () => {
    writeFileSync(file('unjudged.csv'), `${HEADER}\n2026-09-01T00:00:00Z,gpt-4o,mystery,1000,0,100,0.0035\n`);
    await result('unjudged.db', 'import', 'unjudged.csv', '--workload', 'u');
    const found = await result('unjudged.db', 'frontier', '--workload', 'u', '--candidates', 'gpt-4o-mini');
    expect(found).toMatchObject({ points: [], baselines: { quality: null, alwaysStrongest: null } });
    expect(found.bound).toBeCloseTo((1000 * 0.15 + 100 * 0.6) / 1e6, 12);
    expect(found.unjudged).toMatchObject({ requests: 1 });
  });
});

test('wrong usage exits with 2 and says how', async () => {
  const runs = await Promise.all([
    waybill('x.db', 'simulate'),
    waybill('x.db', 'nonsense'),
    waybill('x.db', 'price', '--model', 'x', '--input', 'many', '--output', '1'),
  ]);
  for (const run of runs) {
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^error: .+\nusage: /);
  }
});
