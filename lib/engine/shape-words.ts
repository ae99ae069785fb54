type Sums = { readonly requests: number; readonly inputTokens: number; readonly outputTokens: number };

const PROMPT_WORDS = [
  [65_536, 'very long prompts'],
  [8192, 'long prompts'],
  [1024, 'medium prompts'],
  [0, 'short prompts'],
] as const;
const ANSWER_WORDS = [
  [1024, 'long answers'],
  [256, 'medium answers'],
  [0, 'short answers'],
] as const;

const wordOf = (words: readonly (readonly [from: number, word: string])[], mean: number) =>
  words.find(([from]) => mean >= from)?.[1] ?? '';

/** "long prompts, short answers", by the mean tokens of a call; '' where there are no tokens to tell by. */
export function shapeWords({ requests, inputTokens, outputTokens }: Sums): string {
  if (requests === 0 || inputTokens + outputTokens === 0) return '';
  return `${wordOf(PROMPT_WORDS, inputTokens / requests)}, ${wordOf(ANSWER_WORDS, outputTokens / requests)}`;
}
