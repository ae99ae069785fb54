import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { BENCHMARKS } from '@/lib/catalog/benchmarks';
import { previewQuery, uploadQuery } from '@/lib/schema/upload-request';
import { importEvals } from './import-evals';
import { saveTaskJudge } from './save-evidence-settings';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { viewUpload } from './upload-job';
import { PREVIEW_BYTES, previewUpload } from './upload-preview';
import { viewUsage } from './workload-usage';

const temp = openTempDatabase();
const EMPTY = { w: null, p: null, policy: null, books: null, asOf: 'today', rpd: null };
afterAll(temp.remove);

const CSV = 'at,llm,tok_in,tok_out,prompt\n2026-09-01T00:00:00Z,gpt-4o,10,2,hello there\n';
const bodyOf = (text: string) => new Blob([text]).stream() as ReadableStream<Uint8Array>;
const preview = (map?: unknown) =>
  previewUpload(
    previewQuery.parse({ whole: '1', map: map === undefined ? undefined : JSON.stringify(map) }),
    bodyOf(CSV),
  );

test('a preview names what is missing, and reads with the map it is given', async () => {
  const guess = await preview();
  expect(guess).toMatchObject({ format: 'csv', droppedColumns: ['prompt'], problem: expect.stringMatching(/no t/) });
  expect(guess.rows[0]?.raw).toEqual(['2026-09-01T00:00:00Z', 'gpt-4o', '10', '2', '']);
  const read = await preview({ time: 'at', model: 'llm', inputTokens: 'tok_in', outputTokens: 'tok_out' });
  expect(read.problem).toBeNull();
  expect(read.rows[0]?.record).toMatchObject({ model: 'gpt-4o', inputTokens: 10, outputTokens: 2 });
});

test('a preview refuses more than it needs, and a map that is none', async () => {
  const large = bodyOf('x'.repeat(PREVIEW_BYTES + 1));
  await expect(previewUpload(previewQuery.parse({}), large)).rejects.toThrow(/takes the first/);
  await expect(preview({ columns: { tokens: 'x' } })).rejects.toThrow(/unknown key "columns\.tokens"/);
  expect(previewQuery.safeParse({ map: '{' }).error?.issues[0]?.message).toBe('is not JSON');
});

test('an upload names its workload and may choose its id', () => {
  const query = { workload: ' a ', fileName: 'f.csv', bytes: '12', job: 'abcdef12' };
  expect(uploadQuery.parse(query)).toMatchObject({ workload: 'a', bytes: 12, format: 'auto' });
  for (const bad of [{ workload: ' ' }, { workload: 'a\nb' }, { bytes: '-1' }, { job: '../x' }])
    expect(uploadQuery.safeParse({ ...query, ...bad }).success, JSON.stringify(bad)).toBe(false);
});

test('an unknown upload is said to be one', async () => {
  await expect(viewUpload('nothing')).rejects.toThrow(/no import nothing/);
});

test('a task is judged as the person says, until the person takes it back', async () => {
  await importCalls(temp.folder, 'judged', dailyCalls('gpt-4o', 2));
  const line = async () => {
    const { usage } = await viewUsage(EMPTY);
    return { task: usage?.tasks.find((task) => task.label === 'chat'), choices: usage?.benchmarks.map(({ id }) => id) };
  };
  const choose = (benchmark: string | null) => saveTaskJudge({ workload: 'judged', task: 'chat', benchmark });
  const [prior] = BENCHMARKS;
  expect((await line()).task).toMatchObject({ chosen: null, reason: 'name' });
  await choose(prior?.id ?? '');
  expect((await line()).task).toMatchObject({ chosen: prior?.id, judges: [prior?.id], reason: 'chosen' });
  await choose('');
  expect((await line()).task).toMatchObject({ chosen: '', judges: [] });

  const bytes = Buffer.from('item,task,model,score\n1,talk,gpt-4o,1\n');
  await importEvals({ fileName: 'talk.csv', bytes, name: 'mine' });
  expect((await line()).choices).toContain('eval:mine/talk');
  await choose('eval:mine/talk');
  expect((await line()).task).toMatchObject({ chosen: 'eval:mine/talk', judges: ['eval:mine/talk'] });
  await choose(null);
  expect((await line()).task).toMatchObject({ chosen: null, reason: 'name' });
  await expect(choose('guess')).rejects.toThrow(/no benchmark is called "guess"/);
});

/** Vitest cannot load TypeScript in a worker thread, so the uploads run in a process of their own. */
const SCRIPT = `
import { openDatabase } from '@/db/client';
import { uploadFile } from '@/lib/services/upload-file';
import { cancelUpload, viewUpload } from '@/lib/services/upload-job';
const HEADER = 'time,model,input_tokens,output_tokens\\n';
async function* body(chunks: number, pauseMs: number) {
  for (let i = 0; i < chunks; i++) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    yield new TextEncoder().encode((i === 0 ? HEADER : '') + '2026-08-01T00:00:00Z,' + (i % 2 ? 'gpt-4o' : 'nobodys-model') + ',' + (i + 1) + ',1\\n');
  }
}
const query = { workload: 'w', fileName: 'f.csv', format: 'auto' };
const never = new AbortController().signal;
const out: Record<string, unknown> = {};
const done = await uploadFile({ ...query, job: 'job-one1' }, body(4, 0), never);
out.done = [done.state, done.report?.rows.accepted, done.unpriced];
out.seen = (await viewUpload('job-one1')).state;
out.twice = await uploadFile({ ...query, job: 'job-one1' }, body(1, 0), never).catch((cause) => cause.code);
const slow = uploadFile({ ...query, workload: 'slow', job: 'job-slow' }, body(1e6, 5), never);
setTimeout(() => cancelUpload('job-slow'), 400);
out.cancelled = (await slow).state;
const gone = new AbortController();
setTimeout(() => gone.abort(), 400);
out.gone = (await uploadFile({ ...query, workload: 'gone', job: 'job-gone' }, body(1e6, 5), gone.signal)).state;
out.bad = (await uploadFile(query, (async function* () { yield new TextEncoder().encode('a,b\\n1,2\\n'); })(), never)).error;
const left = openDatabase(process.env.WAYBILL_DB ?? '');
out.left = left.sqlite.prepare('SELECT (SELECT count(*) FROM workloads), (SELECT count(*) FROM uploads), (SELECT sum(requests) FROM cells)').raw().get();
console.log(JSON.stringify(out));
process.exit(0);
`;

test('uploads report, cancel and break off without leftovers', async () => {
  const script = join(temp.folder, 'uploads.mts');
  writeFileSync(script, SCRIPT);
  const register = new URL('../usage/testing/register-tsx.mjs', import.meta.url).href;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', register, script], {
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: join(process.cwd(), 'tsconfig.json'),
      WAYBILL_DB: join(temp.folder, 'uploads.db'),
    },
  });
  expect(JSON.parse(stdout)).toEqual({
    done: ['done', 4, [{ reason: 'unknown model', model: 'nobodys-model', requests: 2 }]],
    seen: 'done',
    twice: 'conflict',
    cancelled: 'cancelled',
    gone: 'cancelled',
    bad: 'no time column found: map one; the file has a, b',
    left: [1, 1, 4],
  });
});
