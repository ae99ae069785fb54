import type { Cause } from '@/lib/domain/waterfall';

/** Each cause as a label, and what its step holds. */
export const CAUSE_WORDS: { readonly [cause in Cause]: { readonly label: string; readonly text: string } } = {
  price: {
    label: 'Price',
    text: 'Other models for the same tokens: at token factors of 1, with prompt caches as they were, at the same service tier.',
  },
  tokenizer: { label: 'Tokenizer', text: 'The models count the same prompts as more or fewer input tokens.' },
  verbosity: { label: 'Verbosity', text: 'The models write more or fewer output tokens for the same calls.' },
  promptCache: {
    label: 'Prompt cache',
    text: 'Cached input that the provider has to read anew after a move, or keeps.',
  },
  responseCache: { label: 'Response cache', text: 'Calls that a response cache answers.' },
  tier: { label: 'Service tier', text: 'Batch, flex or priority prices in place of the logged tier’s.' },
  attempts: { label: 'Extra attempts', text: 'Cascades: attempts that are billed and not taken.' },
  steps: {
    label: 'Chain steps',
    text: 'Chains: the steps before the last, and what the last reads and writes beyond the call itself.',
  },
  judges: { label: 'Judges', text: 'Calls that judge the attempts of cascades.' },
  overhead: { label: 'Router', text: 'The router’s own cost for each request.' },
  failures: { label: 'Failures', text: 'Retries and fallbacks after errors.' },
  monthTerms: { label: 'Month terms', text: 'Volume discounts, commitments and fees of a whole month.' },
  apart: {
    label: 'Not split',
    text: 'Calls without a price while only some of the causes are on: their whole difference.',
  },
};
