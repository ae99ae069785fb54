import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const MODELS = ['gpt-4o', 'gpt-4o', 'gpt-4o', 'claude-3-5-sonnet-20241022', 'gemini-1.5-pro', 'gpt-4o-mini'];
const TASKS = ['rag', 'summarise', 'code_review', 'support', 'classify', 'extract', 'report'];
const TEAMS = ['product', 'content', 'engineering', 'support', 'operations'];
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

/** Writes a usage log of `rows` calls over 30 days, once: a file that is there is used again. */
export function generateCsv(path: string, rows: number): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const random = createRandom(20_260_901);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const file = openSync(`${path}.part`, 'w');
  writeSync(file, 'time,request_id,model,task,team,input_tokens,cached_tokens,output_tokens,cost_usd\n');
  let lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const time = new Date(START_MS + Math.floor((row / rows) * DAYS * MS_PER_DAY)).toISOString();
    const input = Math.floor(Math.exp(4 + random() * 7));
    const cached = random() < 0.3 ? Math.floor(input * random()) : 0;
    const output = Math.floor(Math.exp(2 + random() * 5));
    const cost = ((input * 2.5 + output * 10) / 1e6).toFixed(9);
    lines.push(
      `${time},req_${row.toString(36)},${pick(MODELS)},${pick(TASKS)},${pick(TEAMS)},${input},${cached},${output},${cost}\n`,
    );
    if (lines.length === CHUNK_ROWS) {
      writeSync(file, lines.join(''));
      lines = [];
    }
  }
  writeSync(file, lines.join(''));
  closeSync(file);
  renameSync(`${path}.part`, path);
}
