import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Traffic as companies have it: a task belongs to a team, runs on one or two models and has its own prompt sizes. */
const TASKS = [
  { task: 'rag', team: 'product', models: ['gpt-4o', 'gpt-4o-mini'], input: 6000, output: 250, language: 'en' },
  { task: 'support', team: 'support', models: ['gpt-4o'], input: 2500, output: 200, language: 'zh' },
  { task: 'classify', team: 'operations', models: ['gpt-4o-mini'], input: 700, output: 15, language: 'en' },
  { task: 'extract', team: 'operations', models: ['gpt-4o'], input: 1500, output: 90, language: 'en' },
  { task: 'summarise', team: 'content', models: ['gemini-1.5-pro'], input: 8000, output: 400, language: 'en' },
  {
    task: 'code_review',
    team: 'engineering',
    models: ['claude-3-5-sonnet-20241022', 'gpt-4o'],
    input: 9000,
    output: 600,
    language: '',
  },
  { task: 'report', team: 'finance', models: ['gpt-4o'], input: 40_000, output: 1200, language: 'en' },
] as const;
const START_MS = Date.UTC(2026, 8, 1);
const DAYS = 30;
const MS_PER_DAY = 86_400_000;
const CHUNK_ROWS = 20_000;

/** mulberry32: the same file on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `many`: each task in three variants with a team each, three languages and calls with tools, for a cube of some 10,000 cells. */
const LABELS = process.env.BENCH_LABELS === 'many' ? 'many' : 'few';
const VARIANTS = 3;
const LANGUAGES = ['en', 'zh', ''] as const;

/** Writes a usage log of `rows` calls over 30 days, once: a file that is there is used again. Returns its path. */
export function generateCsv(folder: string, rows: number): string {
  const path = join(folder, LABELS === 'many' ? `usage-${rows}-many.csv` : `usage-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const random = createRandom(20_260_901);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const labelsOf = ({ task, team, language }: (typeof TASKS)[number]) => {
    if (LABELS === 'few') return `${task},${team},${language}`;
    const variant = Math.floor(random() * VARIANTS);
    const suffix = variant === 0 ? '' : `_${variant + 1}`;
    return `${task}${suffix},${team}${suffix},${pick(LANGUAGES)},${random() < 0.2 ? 'tools' : ''}`;
  };
  const file = openSync(`${path}.part`, 'w');
  writeSync(
    file,
    `time,request_id,model,task,team,language,${LABELS === 'many' ? 'needs,' : ''}user,input_tokens,cached_tokens,output_tokens,latency_ms,status,cost_usd\n`,
  );
  let lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const time = new Date(START_MS + Math.floor((row / rows) * DAYS * MS_PER_DAY)).toISOString();
    const kind = pick(TASKS);
    const input = Math.floor(kind.input * Math.exp((random() + random() + random() - 1.5) * 1.2));
    const cached = random() < 0.3 ? Math.floor(input * random()) : 0;
    const output = 1 + Math.floor(kind.output * Math.exp((random() + random() - 1) * 1.2));
    const cost = ((input * 2.5 + output * 10) / 1e6).toFixed(9);
    const user = `user-${Math.floor(random() * 5000)}`;
    const latencyMs = 200 + Math.floor(output * 18 * (0.5 + random()));
    lines.push(
      `${time},req_${row.toString(36)},${pick(kind.models)},${labelsOf(kind)},${user},${input},${cached},${output},${latencyMs},200,${cost}\n`,
    );
    if (lines.length === CHUNK_ROWS) {
      writeSync(file, lines.join(''));
      lines = [];
    }
  }
  writeSync(file, lines.join(''));
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}
