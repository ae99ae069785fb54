import type { AccessFact, Capability } from '@/lib/domain/price';

export const CAPABILITY_NAMES: { readonly [need in Capability]: string } = {
  vision: 'Vision',
  audio: 'Audio',
  tools: 'Tools',
  json: 'JSON mode',
  reasoning: 'Reasoning',
  pdf: 'PDF',
};

export const ACCESS_NAMES: { readonly [fact in AccessFact]: string } = {
  payment: 'Payment',
  signUp: 'Sign-up',
  apiShape: 'API shape',
  geography: 'Geography',
  docs: 'Documentation',
  support: 'Support',
  currency: 'Currency',
};

const AREA_NAMES: { readonly [region: string]: string } = {
  eu: 'EU',
  us: 'US',
  global: 'anywhere',
  apac: 'Asia Pacific',
  jp: 'Japan',
  au: 'Australia',
  'us-gov': 'US government cloud',
};

/** `EU` for `eu`; a cloud's own region stays as it is. */
export function regionName(region: string): string {
  return AREA_NAMES[region] ?? region;
}
