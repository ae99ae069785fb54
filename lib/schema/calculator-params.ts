import { createLoader, type inferParserType, parseAsArrayOf, parseAsString } from 'nuqs/server';

/** The parameter of each count, and what the form calls it. Counts stay text, so that a wrong one can be shown as typed. */
export const CALCULATOR_COUNTS = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cacheReadTokens',
  cacheWrite: 'cacheWriteTokens',
  cacheWrite1h: 'cacheWrite1hTokens',
  audioIn: 'inputAudioTokens',
  imageIn: 'inputImageTokens',
  reasoning: 'reasoningTokens',
  audioOut: 'outputAudioTokens',
  imageOut: 'outputImageTokens',
  searches: 'webSearches',
} as const;
export type CalculatorCount = keyof typeof CALCULATOR_COUNTS;

/** One request: `at` an instant as `2026-08-17T02:00` in UTC, absent for now; `vs` offers to compare with. */
export const calculatorParams = {
  model: parseAsString.withDefault(''),
  at: parseAsString.withDefault(''),
  tier: parseAsString.withDefault('standard'),
  region: parseAsString.withDefault(''),
  books: parseAsArrayOf(parseAsString),
  vs: parseAsArrayOf(parseAsString).withDefault([]),
  input: parseAsString.withDefault('1000'),
  output: parseAsString.withDefault('500'),
  cacheRead: parseAsString.withDefault(''),
  cacheWrite: parseAsString.withDefault(''),
  cacheWrite1h: parseAsString.withDefault(''),
  audioIn: parseAsString.withDefault(''),
  imageIn: parseAsString.withDefault(''),
  reasoning: parseAsString.withDefault(''),
  audioOut: parseAsString.withDefault(''),
  imageOut: parseAsString.withDefault(''),
  searches: parseAsString.withDefault(''),
};
export type CalculatorParams = inferParserType<typeof calculatorParams>;
export const loadCalculatorParams = createLoader(calculatorParams);

/** Most offers that a request is compared on. */
export const MAX_COMPARED = 4;
