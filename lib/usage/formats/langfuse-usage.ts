import type { JsonObject } from './json-reader';
import { countOr0, firstOf, isCount } from './json-values';
import type { RawCall } from './raw-call';

type Part = Exclude<keyof RawCall, 'time' | 'model'>;

/** What a key of `usageDetails` counts beyond the side it is on. */
const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/^input.*(cache_creation|cache_write).*1h|^cache_creation.*1h/, 'cacheWrite1hTokens'],
  [/cache_creation|cache_write/, 'cacheWriteTokens'],
  [/cache_read|cached/, 'cacheReadTokens'],
  [/^(output|completion).*(reasoning|thought)|^(reasoning|thoughts)/, 'reasoningTokens'],
  [/^(input|prompt).*audio/, 'inputAudioTokens'],
  [/^(input|prompt).*image/, 'inputImageTokens'],
  [/^(output|completion).*audio/, 'outputAudioTokens'],
  [/^(output|completion).*image/, 'outputImageTokens'],
];
const INPUT = /^(input|prompt|cache)/;
const OUTPUT = /^(output|completion|candidates|reasoning|thoughts)/;
const TOTAL = /^total/;

/**
 * Langfuse keeps counts that exclude each other: `input` without what was cached, `output` without reasoning, and
 * `total` is the sum of all. Where it is the sum of `input` and `output` alone, the rest is inside them. A count that
 * is none stands as the input, for the normaliser to name.
 */
export function readUsageDetails(details: JsonObject): RawCall {
  const broken = Object.values(details).find((count) => firstOf(count) !== undefined && !isCount(count));
  if (broken !== undefined) return { inputTokens: broken };
  const parts: { [part in Part]?: number } = {};
  const entries = Object.entries(details).map(([key, value]) => [key.toLowerCase(), countOr0(value)] as const);
  const sumOf = (side: RegExp) => entries.reduce((sum, [key, count]) => (side.test(key) ? sum + count : sum), 0);
  const input = firstOf(details.input, details.prompt_tokens, details.input_tokens);
  const output = firstOf(details.output, details.completion_tokens, details.output_tokens);
  const total = entries.find(([key]) => TOTAL.test(key))?.[1];
  const isInside = total === countOr0(input) + countOr0(output) && total !== sumOf(INPUT) + sumOf(OUTPUT);
  for (const [key, count] of entries) {
    const part = PARTS.find(([pattern]) => pattern.test(key))?.[1];
    if (part !== undefined) parts[part] = (parts[part] ?? 0) + count;
  }
  const has = (side: RegExp) => entries.some(([key]) => side.test(key));
  return {
    ...parts,
    inputTokens: isInside ? input : has(INPUT) ? sumOf(INPUT) : has(OUTPUT) ? 0 : undefined,
    outputTokens: isInside ? output : has(OUTPUT) ? sumOf(OUTPUT) : has(INPUT) ? 0 : undefined,
  };
}
