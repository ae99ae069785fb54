import type { Sketch, SketchRow } from '@/lib/domain/sketch';
import { createMulberry32 } from './sample/mulberry32';

const DAY_MS = 86_400_000;
const SEED = 1;
/** A sketch is at most this many requests: a month of them, or fewer whole days of a busier workload. */
const MAX_REQUESTS = 1_000_000;
const MAX_DAYS = 30;
const LEAST_DAYS = 2;
/** A size is at most this many times its mean, so that no tail passes every model's window. */
const MAX_TIMES_MEAN = 20;

/** More than this many requests a day cannot be written out; a tenth of them can, with the requests a day typed in. */
export const MAX_SKETCH_REQUESTS_PER_DAY = MAX_REQUESTS / LEAST_DAYS;

/** Whole days that a sketch is written out for. */
export function sketchDays({ rows }: Sketch): number {
  const perDay = rows.reduce((sum, row) => sum + row.requestsPerDay, 0);
  return Math.max(LEAST_DAYS, Math.min(MAX_DAYS, Math.floor(MAX_REQUESTS / Math.max(1, perDay))));
}

/** Inverse of the standard normal distribution function (P. Acklam's rational approximation, error below 1.2e-9). */
export function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const at = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, each) => sum * x + each, 0);
  const low = 0.02425;
  if (p < low) {
    const q = Math.sqrt(-2 * Math.log(p));
    return at(c, q) / at(d, q);
  }
  if (p > 1 - low) return -normalQuantile(1 - p);
  const q = p - 0.5;
  return (q * at(a, q * q)) / at(b, q * q);
}

/**
 * Whole sizes of `count` calls whose sum is the rounded count × mean: log-normal quantiles, shuffled. The spread is
 * the standard deviation by the mean: sigma² = ln(1 + spread²).
 */
export function sketchSizes(count: number, mean: number, spread: number, random: () => number): number[] {
  const sigma = Math.sqrt(Math.log(1 + spread * spread));
  const raw = Array.from({ length: count }, (_, i) =>
    Math.min(MAX_TIMES_MEAN, Math.exp(sigma * normalQuantile((i + 0.5) / count) - (sigma * sigma) / 2)),
  );
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [raw[i], raw[j]] = [raw[j] as number, raw[i] as number];
  }
  const total = Math.round(count * mean);
  const sum = raw.reduce((all, each) => all + each, 0);
  let due = 0;
  let given = 0;
  return raw.map((each, i) => {
    due += each;
    const upTo = i === count - 1 ? total : Math.round((total * due) / sum);
    const size = upTo - given;
    given = upTo;
    return size;
  });
}

const COLUMNS = 'time,model,task,team,language,needs,input_tokens,cached_tokens,output_tokens';
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function* linesOf(row: SketchRow, days: number, fromMs: number, random: () => number): Generator<string> {
  const count = Math.round(row.requestsPerDay * days);
  if (count === 0) return;
  const inputs = sketchSizes(count, row.inputTokens, row.spread, random);
  const outputs = sketchSizes(count, row.outputTokens, row.spread, random);
  const labels = [row.model, row.task, row.team, row.language, row.needs].map(quoted).join(',');
  for (let i = 0; i < count; i++) {
    const time = new Date(fromMs + Math.floor(((i + 0.5) / count) * days * DAY_MS)).toISOString();
    const input = inputs[i] as number;
    yield `${time},${labels},${input},${Math.round(input * row.cachedShare)},${outputs[i]}\n`;
  }
}

/**
 * A sketch written out as a log: whole days up to `endMs`, calls even over the day. Deterministic. Each row's tokens
 * are its mean × its requests, to the token; requests are rounded to whole ones over all days.
 */
export function* writeSketchCsv(sketch: Sketch, endMs: number): Generator<string> {
  const days = sketchDays(sketch);
  const random = createMulberry32(SEED);
  const fromMs = Math.floor(endMs / DAY_MS) * DAY_MS - days * DAY_MS;
  yield `${COLUMNS}\n`;
  for (const row of sketch.rows) yield* linesOf(row, days, fromMs, random);
}
