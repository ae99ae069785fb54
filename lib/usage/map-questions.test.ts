import { describe, expect, test } from 'vitest';
import { withAnswer } from '@/lib/domain/map-answers';
import { guessColumnMap } from './column-map';
import { csvFormat } from './formats/csv';
import { idColumns, mapQuestions } from './map-questions';
import { previewFile } from './preview-file';

const NOW_MS = Date.UTC(2026, 8, 1);

function ask(csv: string) {
  const table = csvFormat.peek({ bytes: new TextEncoder().encode(csv), isWhole: true });
  const { map, droppedColumns } = guessColumnMap(table.columns, table.rows);
  const questions = mapQuestions(table, map, NOW_MS);
  return {
    of: (id: string) => questions.find((question) => question.id === id),
    ids: idColumns(table, map, droppedColumns),
    questions,
  };
}

const cached = (...rows: readonly string[]) =>
  ask(['time,model,request_id,prompt_tokens,cached_tokens,completion_tokens,total_tokens', ...rows].join('\n'));
const AT = '2026-08-01T10:00:00Z,m';

describe('cached tokens', () => {
  test('larger than input stand beside it, and the effect is shown on such a row', () => {
    const question = cached(`${AT},a,900,100,1,`, `${AT},b,3,25037,1,`, `${AT},c,3,90,1,`).of('cache');
    expect(question).toMatchObject({ isSettled: true, suggested: 'beside' });
    expect(question?.options).toEqual([
      { value: 'inside', effect: 'input 3, cached 25,037: impossible, the part is larger' },
      { value: 'beside', effect: 'input 3, cached 25,037 → 25,040 input in all' },
    ]);
  });

  test('are asked for where both can be', () => {
    const question = cached(`${AT},a,900,100,1,`, `${AT},b,50,50,1,`).of('cache');
    expect(question).toMatchObject({ isSettled: false, suggested: 'inside' });
    expect(question?.options.map(({ effect }) => effect)).toEqual([
      'input 900, cached 100 → 900 input in all',
      'input 900, cached 100 → 1,000 input in all',
    ]);
  });

  test('are told by totals', () => {
    expect(cached(`${AT},a,900,100,1,901`).of('cache')).toMatchObject({ isSettled: true, suggested: 'inside' });
    expect(cached(`${AT},a,900,100,1,1001`).of('cache')).toMatchObject({ isSettled: true, suggested: 'beside' });
  });

  test('that are all zero need no answer', () => {
    expect(cached(`${AT},a,900,0,1,`, `${AT},b,9,,1,`).of('cache')).toBeUndefined();
  });

  test('of one broken row in many decide nothing', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${AT},${i},900,${i === 7 ? 901 : 100},1,`);
    expect(cached(...rows).of('cache')).toMatchObject({ isSettled: false, suggested: 'inside' });
  });
});

describe('times', () => {
  const times = (...values: readonly (string | number)[]) =>
    ask(['timestamp,model,request_id,input_tokens', ...values.map((value, i) => `${value},m,${i},5`)].join('\n')).of(
      'timeUnit',
    );
  test('of a size that says what they are, or in a date format, need no answer', () => {
    for (const value of [1785542400, 1785542400000, '2026-08-01T00:00:00Z']) expect(times(value)).toBeUndefined();
  });
  test('that would lie before the first model or after today are asked for', () => {
    const question = times(17855424000);
    expect(question?.why).toContain('2535');
    expect(question?.options.map(({ value }) => value)).toEqual(['s', 'ms', 'us', 'ns']);
  });
});

test('counts with fractions are asked for, in thousands', () => {
  const question = ask('time,model,request_id,input_tokens\n2026-08-01T10:00:00Z,m,a,1.234').of('tokenScale');
  expect(question).toMatchObject({ suggested: '1000' });
  expect(question?.options.map(({ effect }) => effect)).toEqual([
    '1.234: impossible, a count is whole',
    '1.234 → 1,234 tokens',
    '1.234 → 1,234,000 tokens',
  ]);
});

test('names speak of thousands or millions only where they say so', () => {
  const scaleOf = (name: string) =>
    mapQuestions(
      { columns: ['t', name], rows: [['2026-08-01T10:00:00Z', '12']], lines: [2] },
      { columns: { time: 't', inputTokens: name, requestId: 't' } },
      NOW_MS,
    ).find(({ id }) => id === 'tokenScale')?.suggested;
  expect(['k_tokens', 'input (thousands)', 'tokens_k', 'input ktokens'].map(scaleOf)).toEqual(Array(4).fill('1000'));
  expect(['Mtok in', 'tokens, million'].map(scaleOf)).toEqual(Array(2).fill('1000000'));
  expect(['task_tokens', 'numTokens', 'system_tokens', 'prompt_tokens'].map(scaleOf)).toEqual(Array(4).fill(undefined));
});

describe('sums of many calls', () => {
  const daily = (tokens: number, header = 'date,model,input_tokens') =>
    ask(`${header}\n2026-08-01,m,${tokens}\n2026-08-02,m,${tokens}`).of('aggregate');
  test('are guessed of days with large counts', () => expect(daily(5_000_000)).toMatchObject({ suggested: 'yes' }));
  test('are asked for of days with small ones', () => expect(daily(900)).toMatchObject({ suggested: 'no' }));
  test('are not asked for where the file counts requests', () =>
    expect(ask('date,model,input_tokens,requests\n2026-08-01,m,5000000,7').of('aggregate')).toBeUndefined());
});

test('a label with a value of its own in every row looks like an id; a column with few values is offered', () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `2026-08-01T10:00:00Z,m,r${i},5,job-${i},${i % 3 ? 'care' : 'dev'}`,
  );
  const { ids } = ask(['time,model,request_id,input_tokens,task,unit name', ...lines].join('\n'));
  expect(ids).toEqual([{ field: 'task', column: 'task', values: 60, rows: 60, instead: ['unit name'] }]);
});

test('a preview reads with the answers that are suggested, until a person answers', async () => {
  const csv =
    'time,model,request_id,prompt_tokens,cached_tokens\n2026-08-01T10:00:00Z,m,a,3,25037\n2026-08-01T10:00:00Z,m,b,4,10\n';
  const bytes = new TextEncoder().encode(csv);
  const preview = await previewFile(bytes, { format: 'auto', isWhole: true, nowMs: NOW_MS });
  expect(preview.map.cache).toBe('beside');
  expect(preview.rows[0]?.record?.inputTokens).toBe(25_040);
  const columnMap = withAnswer(preview.map, 'cache', 'inside');
  const inside = await previewFile(bytes, { format: 'auto', isWhole: true, columnMap });
  expect(inside.rows[0]?.reason).toContain('exceed input tokens');
});
