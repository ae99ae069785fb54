import { describe, expect, test } from 'vitest';
import { readEvalFile } from './eval-file';

const read = (text: string) => readEvalFile([new TextEncoder().encode(text)]);
const csv = (...lines: readonly string[]) => read(`${lines.join('\n')}\n`);

describe('an eval as CSV', () => {
  test('with all its columns, in the spelling of many tools', () => {
    const { items, rows } = csv(
      'Question ID;Model;Is Correct;Category;Cost (USD);prompt_tokens;completion_tokens',
      'q1;gpt-4o;true;math;$0.01;1,200;30',
    );
    expect(items).toEqual([
      { task: 'math', item: 'q1', model: 'gpt-4o', score: 1, usd: 0.01, inputTokens: 1200, outputTokens: 30 },
    ]);
    expect(rows).toEqual({ read: 1, accepted: 1, rejected: 0, repeats: 0 });
  });

  test.each([
    ['1', 1],
    ['0', 0],
    ['0.25', 0.25],
    ['true', 1],
    ['FALSE', 0],
    ['pass', 1],
    ['Failed', 0],
    ['correct', 1],
    ['85%', 0.85],
  ])('a score of %s', (text, score) => expect(csv('item,model,score', `1,m,${text}`).items[0]?.score).toBe(score));

  test('a bad line is named with its number and reason, and costs only itself', () => {
    const { items, rejects, rows } = csv(
      'item,model,score,cost,input_tokens',
      'a,m,1,0.1,5',
      'b,m,,0.1,5',
      'c,m,maybe,0.1,5',
      'd,m,-1,0.1,5',
      ',m,1,0.1,5',
      'f,,1,0.1,5',
      'g,m,1,free,5',
      'h,m,1,0.1,many',
      'i,m,1',
      'j,m,0,,',
    );
    expect(items.map(({ item, score, usd, inputTokens }) => ({ item, score, usd, inputTokens }))).toEqual([
      { item: 'a', score: 1, usd: 0.1, inputTokens: 5 },
      { item: 'j', score: 0, usd: null, inputTokens: null },
    ]);
    expect(rejects).toEqual([
      { line: 3, reason: 'the score is missing' },
      { line: 4, reason: 'the score is not a number from 0 to 1, true, false, pass or fail: maybe' },
      { line: 5, reason: 'the score is not a number from 0 to 1, true, false, pass or fail: -1' },
      { line: 6, reason: 'the item is missing' },
      { line: 7, reason: 'the model is missing' },
      { line: 8, reason: 'the cost is not an amount of USD: free' },
      { line: 9, reason: 'input tokens are not a number: many' },
      { line: 10, reason: 'expected 5 fields, found 3' },
    ]);
    expect(rows).toEqual({ read: 10, accepted: 2, rejected: 8, repeats: 0 });
  });

  test('a quote that is never closed costs its line, not the file', () => {
    const { items, rejects } = csv('item,model,score', 'a,m,1', '"b,m,1', 'c,m,0');
    expect(items.map(({ item }) => item)).toEqual(['a', 'c']);
    expect(rejects.map(({ line }) => line)).toEqual([3]);
  });

  test('repeats of a model on an item are averaged and counted; of unknown costs the mean is unknown', () => {
    const { items, rows } = csv(
      'item,model,score,task,usd',
      '1,m,1,a,0.2',
      '1,m,0,a,0.4',
      '1,m,1,b,0.2',
      '1,n,1,a,0.2',
      '1,n,1,a,',
    );
    expect(items.map(({ task, model, score, usd }) => [task, model, score, usd && Number(usd.toFixed(9))])).toEqual([
      ['a', 'm', 0.5, 0.3],
      ['b', 'm', 1, 0.2],
      ['a', 'n', 1, null],
    ]);
    expect(rows).toEqual({ read: 5, accepted: 5, rejected: 0, repeats: 2 });
  });

  test('other columns are named and nothing of them is kept, least of all what was asked and answered', () => {
    const text = 'What is the capital of France, and why is it not Lyon?';
    const file = csv('item,model,score,prompt,response', `"${text}",m,1,${'x'.repeat(50)},secret answer`);
    expect(file.ignoredColumns).toEqual(['prompt', 'response']);
    expect(JSON.stringify(file.items)).not.toMatch(/France|secret|xxx/);
    // The same question is the same item.
    const twice = csv('item,model,score', `"${text}",m,1`, `"${text}",n,0`);
    expect(new Set(twice.items.map(({ item }) => item)).size).toBe(1);
  });
});

describe('scores on another scale', () => {
  test('from 0 to 100 are divided, and the file says so', () => {
    const file = csv('item,model,score', '1,m,0', '2,m,55', '3,m,100');
    expect(file.items.map(({ score }) => score)).toEqual([0, 0.55, 1]);
    expect(file.isScaledFrom100).toBe(true);
    expect(csv('item,model,score', '1,m,1').isScaledFrom100).toBe(false);
  });

  test('on two scales at once are refused, as marks that might be out of 5 or 10 are', () => {
    expect(() => csv('item,model,score', '1,m,0.5', '2,m,55')).toThrow(
      'line 3 scores 55 and line 2 scores 0.5: write all scores from 0 to 1, or all from 0 to 100',
    );
    expect(() => csv('item,model,score', '1,m,4', '2,m,5')).toThrow('write scores from 0 to 1');
  });
});

describe('an eval as JSON', () => {
  const objects = [
    { item: 1, model: 'm', score: true, task: 'a', usd: 0.5, inputTokens: 10, outputTokens: 3, prompt: 'x' },
    { item: 2, model: 'm', score: 0.5 },
  ];
  const expected = [
    { task: 'a', item: '1', model: 'm', score: 1, usd: 0.5, inputTokens: 10, outputTokens: 3 },
    { task: '', item: '2', model: 'm', score: 0.5, usd: null, inputTokens: null, outputTokens: null },
  ];

  test('one object a line, or a list of them', () => {
    const lines = read(objects.map((each) => JSON.stringify(each)).join('\n'));
    expect(lines.items).toEqual(expected);
    expect(lines.ignoredColumns).toEqual(['prompt']);
    expect(read(JSON.stringify(objects, null, 2)).items).toEqual(expected);
  });

  test('a line that is no JSON is named', () => {
    const { items, rejects } = read(`${JSON.stringify(objects[0])}\n{broken\n${JSON.stringify(objects[1])}\n`);
    expect(items).toHaveLength(2);
    expect(rejects).toEqual([{ line: 2, reason: 'not valid JSON' }]);
  });
});

test('a file that is no eval is refused with what it lacks', () => {
  expect(() => csv('item,model,note', '1,m,x')).toThrow('the eval has no column "score"; it has item, model, note');
  expect(() => read('{"item":1,"model":"m"}\n')).toThrow('no column "score"');
  expect(() => csv('item,model,score', '1,m,x')).toThrow('no line could be read; line 2: the score is not');
  expect(() => csv('item,model,score')).toThrow('the eval holds no line');
});
