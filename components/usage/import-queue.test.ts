import { describe, expect, it } from 'vitest';
import type { UploadJob, UploadPreview } from '@/lib/domain/upload-view';
import {
  type ImportItem,
  importQueue,
  isOwn,
  needsPage,
  nextToRun,
  withColumn,
  withConstant,
  workloadFromFile,
} from './import-queue';

const preview = { format: 'csv', map: { columns: {} } } as unknown as UploadPreview;
const job = (state: UploadJob['state'], error: string | null = null, phase: 'receiving' | 'reading' = 'receiving') =>
  ({ state, error, progress: { phase } }) as UploadJob;

function dropped(...names: string[]): readonly ImportItem[] {
  const items = names.map((name) => ({ id: name, file: new File(['x'], name) }));
  return importQueue([], { type: 'add', items, workload: 'w' });
}
const stagesOf = (items: readonly ImportItem[]) => items.map((item) => item.stage);

describe('importQueue', () => {
  it('sends files one after the other, in the order they came', () => {
    let items = dropped('a', 'b');
    expect(nextToRun(items)).toBeNull();
    for (const id of ['a', 'b']) items = importQueue(items, { type: 'previewed', id, preview });
    for (const id of ['b', 'a']) items = importQueue(items, { type: 'enqueue', id });
    expect(nextToRun(items)?.id).toBe('a');
    items = importQueue(items, { type: 'started', id: 'a', nowMs: 0 });
    expect(nextToRun(items)).toBeNull();
    items = importQueue(items, { type: 'progressed', id: 'a', job: job('done'), nowMs: 0 });
    expect(nextToRun(items)?.id).toBe('b');
  });

  it('goes on with the next file after one that failed', () => {
    let items = dropped('a', 'b');
    for (const id of ['a', 'b']) items = importQueue(items, { type: 'previewed', id, preview });
    for (const id of ['a', 'b']) items = importQueue(items, { type: 'enqueue', id });
    items = importQueue(items, { type: 'started', id: 'a', nowMs: 0 });
    items = importQueue(items, { type: 'progressed', id: 'a', job: job('error', 'bad'), nowMs: 0 });
    expect(items[0]?.error).toBe('bad');
    expect(nextToRun(items)?.id).toBe('b');
  });

  it('does not send a file that cannot be read', () => {
    const items = importQueue(dropped('a'), { type: 'refused', id: 'a', error: 'binary' });
    expect(stagesOf(importQueue(items, { type: 'enqueue', id: 'a' }))).toEqual(['refused']);
  });

  it('leaves a file on its way alone when a late preview comes', () => {
    let items = importQueue(dropped('a'), { type: 'previewed', id: 'a', preview });
    items = importQueue(items, { type: 'enqueue', id: 'a' });
    items = importQueue(items, { type: 'refused', id: 'a', error: 'late' });
    items = importQueue(items, { type: 'edit', id: 'a', change: { workload: 'late' } });
    expect(items[0]).toMatchObject({ stage: 'queued', workload: 'w', error: null });
  });
});

describe('an import on its way', () => {
  function running() {
    let items = importQueue(dropped('a'), { type: 'previewed', id: 'a', preview });
    items = importQueue(items, { type: 'enqueue', id: 'a' });
    return importQueue(items, { type: 'started', id: 'a', nowMs: 1000 });
  }
  const progressed = (items: readonly ImportItem[], phase: 'receiving' | 'reading', nowMs: number) =>
    importQueue(items, { type: 'progressed', id: 'a', job: job('running', null, phase), nowMs });

  it('needs its page until the file is received', () => {
    const receiving = progressed(running(), 'receiving', 2000);
    expect(receiving.map(needsPage)).toEqual([true]);
    expect(progressed(receiving, 'reading', 3000).map(needsPage)).toEqual([false]);
  });

  it('counts the time of each phase by itself', () => {
    const receiving = progressed(running(), 'receiving', 2000);
    expect(receiving[0]?.phaseStartedMs).toBe(1000);
    const reading = progressed(receiving, 'reading', 3000);
    expect(progressed(reading, 'reading', 9000)[0]?.phaseStartedMs).toBe(3000);
  });

  it('says what is wrong with the connection until it is well again', () => {
    const troubled = importQueue(running(), { type: 'troubled', id: 'a', trouble: 'no answer' });
    expect(troubled[0]?.trouble).toBe('no answer');
    expect(progressed(troubled, 'receiving', 9)[0]).toMatchObject({ trouble: null, phaseStartedMs: 9 });
  });

  it('is known as its own also when it was sent again', () => {
    expect(['a', 'a-2', 'b', 'ab'].map((id) => isOwn(running(), id))).toEqual([true, true, false, false]);
  });

  it('may begin without a preview', () => {
    const items = importQueue(dropped('a'), { type: 'previewed', id: 'a', preview: null });
    expect(nextToRun(importQueue(items, { type: 'enqueue', id: 'a' }))?.id).toBe('a');
  });
});

describe('maps', () => {
  it('withColumn takes the constant of the field away', () => {
    const map = withConstant({ columns: {} }, 'model', 'gpt-4o');
    expect(map.constants).toEqual({ model: 'gpt-4o' });
    expect(withColumn(map, 'model', 'llm')).toEqual({ columns: { model: 'llm' }, constants: {} });
  });

  it('withColumn null unmaps', () => {
    expect(withColumn({ columns: { task: 'a', team: 'b' } }, 'task', null).columns).toEqual({ team: 'b' });
  });

  it("withConstant '' takes the value away", () => {
    expect(withConstant({ columns: {}, constants: { team: 'a' } }, 'team', '').constants).toEqual({});
  });
});

it.each([
  ['march usage.csv.gz', 'march usage'],
  ['log.jsonl', 'log'],
  ['.csv', '.csv'],
  ['may.parquet', 'may'],
  ['all logs.jsonl.zip', 'all logs'],
  ['v1.2', 'v1.2'],
])('workloadFromFile %s is %s', (file, name) => expect(workloadFromFile(file)).toBe(name));
