import type { AccessFact, OfferFacts } from '@/lib/domain/price';

type Access = NonNullable<OfferFacts['access']>;

/** Post C's friction table, as published. */
const US_DIRECT: Access = {
  payment: 'card',
  signUp: 'e-mail',
  apiShape: 'OpenAI',
  geography: 'global',
  docs: 'English',
  support: 'English',
  currency: 'USD',
};
const CN_DIRECT: Access = {
  payment: 'WeChat / Alipay only',
  signUp: '+86 phone number',
  apiShape: 'varies',
  geography: 'restricted in places (451 from the EU seen)',
  docs: 'mostly Chinese',
  support: 'Chinese only',
  currency: 'CNY',
};
const GATEWAY: Access = {
  payment: 'PayPal / Visa',
  signUp: 'e-mail',
  apiShape: 'OpenAI-compatible',
  geography: 'global',
  docs: 'English',
  support: 'English and Chinese',
  currency: 'USD',
};

/** The sellers the posts speak of, each under its column of the table. */
const ACCESS_OF_SELLER: { readonly [provider: string]: Access } = {
  openai: US_DIRECT,
  anthropic: US_DIRECT,
  google: US_DIRECT,
  deepseek: CN_DIRECT,
  qwen: CN_DIRECT,
  moonshotai: CN_DIRECT,
  zhipuai: CN_DIRECT,
  minimax: CN_DIRECT,
  'global-api': GATEWAY,
};

/** What it takes to buy from a seller, as post C says; null where no post speaks of it. */
export function accessOf(provider: string): Access | null {
  return ACCESS_OF_SELLER[provider] ?? null;
}

/** The values that an access fact has in the table. */
export function accessValues(fact: AccessFact): string[] {
  return [...new Set([US_DIRECT, CN_DIRECT, GATEWAY].flatMap((access) => access[fact] ?? []))];
}
