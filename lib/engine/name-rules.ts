import type { NameRule, NameStep } from '@/lib/domain/name-resolution';
import { TRANSLATED_PREFIXES } from './name-prefixes';

/** A rule that reads a name as another one: null where it does not apply. */
type DeclaredRule = NameRule & { readonly rewrite: (name: string) => string | null };

/** Whose models Bedrock sells under `vendor.model`. */
const BEDROCK_VENDORS =
  'ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai';
const AWS_REGION =
  '(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-\\d';

const BEDROCK_REGION = new RegExp(`(^|/)(?:us-gov|us|eu|apac|jp|au|ca|in|global)\\.((?:${BEDROCK_VENDORS})\\.)`);
const BEDROCK_PATH = new RegExp(`(^|/)(bedrock|bedrock_converse|amazon_bedrock)/${AWS_REGION}/`);
const BEDROCK_MODEL = new RegExp(`(^|[/.])(?:${BEDROCK_VENDORS})\\.`);

/** Whether digits are a day of the calendar; without a year, of a leap year. */
function isCalendarDay(year: string | null, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year ?? '2024'), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function replaced(name: string, pattern: RegExp, by: string): string | null {
  const changed = name.replace(pattern, by);
  return changed === name ? null : changed;
}

function withoutDate(name: string): string | null {
  const found = /^(.*[^-@])[-@](20\d{2})(-?)(\d{2})\3(\d{2})$/.exec(name);
  if (found === null) return null;
  const [, rest, year, , month, day] = found as unknown as [string, string, string, string, string, string];
  return isCalendarDay(year, month, day) ? rest : null;
}

function withDashForAt(name: string): string | null {
  const found = /^(.+)@(20\d{2})(\d{2})(\d{2})$/.exec(name);
  if (found === null) return null;
  const [, rest, year, month, day] = found as unknown as [string, string, string, string, string];
  return isCalendarDay(year, month, day) ? `${rest}-${year}${month}${day}` : null;
}

function withoutMonthAndDay(name: string): string | null {
  const found = /^((?:.*\/)?(?:ft:)?gpt-[a-z0-9.-]+)-(\d{2})(\d{2})$/.exec(name);
  if (found === null) return null;
  const [, rest, month, day] = found as unknown as [string, string, string, string];
  return isCalendarDay(null, month, day) ? rest : null;
}

/** How a name is looked up as it stands, before any declared rule. */
const LOOKUPS: readonly NameRule[] = [
  {
    id: 'exact',
    title: 'Offer id',
    says: 'The name is the id of an offer in the price books.',
    example: { from: 'openai/gpt-4o', to: 'openai/gpt-4o' },
  },
  {
    id: 'alias',
    title: 'Written alias',
    says: 'A person has mapped this name to an offer.',
    example: { from: 'prod-chat', to: 'openai/gpt-4o' },
  },
  {
    id: 'maker',
    title: 'Maker’s list',
    says: 'The price list of the model’s maker knows the name.',
    example: { from: 'gpt-4o-2024-08-06', to: 'openai/gpt-4o' },
  },
  {
    id: 'provider',
    title: 'Named seller’s list',
    says: 'The prefix names a seller, and its price list, or that of a maker it resells, knows the rest.',
    example: { from: 'vertex_ai/claude-sonnet-4-5@20250929', to: 'google/claude-sonnet-4-5' },
  },
  {
    id: 'prefix',
    title: 'Known prefix',
    says: 'A prefix that only says where the call went through is left out, and the name starts again.',
    example: { from: 'litellm/gpt-4o', to: 'gpt-4o' },
  },
  {
    id: 'reseller',
    title: 'Another seller’s list',
    says: 'No maker claims a name of this shape; the first seller whose price list knows it is taken.',
    example: { from: 'llama-3.3-70b-versatile', to: 'groq/llama-3.3-70b-versatile' },
  },
];

/**
 * Tried in this order, and only where the name as it stands is unknown; then the lookups start again. `-latest` is no
 * rule: gemini-pro-latest is not gemini-pro, the model of 2023.
 */
export const DECLARED_RULES: readonly DeclaredRule[] = [
  {
    id: 'bedrock-region',
    title: 'Bedrock region prefix',
    says: 'Bedrock’s us., eu., apac., jp., au., ca., in., us-gov. or global. before vendor.model is left out: priced without the region’s markup, if it has one.',
    example: { from: 'us.anthropic.claude-3-haiku-20240307', to: 'anthropic.claude-3-haiku-20240307' },
    rewrite: (name) => replaced(name, BEDROCK_REGION, '$1$2'),
  },
  {
    id: 'region-path',
    title: 'Region in the path',
    says: 'A region after bedrock/ or azure/ is left out: priced without the region’s markup, if it has one.',
    example: { from: 'azure/eu/gpt-4o', to: 'azure/gpt-4o' },
    rewrite: (name) =>
      replaced(name, BEDROCK_PATH, '$1$2/') ??
      replaced(name, /(^|\/)(azure|azure_ai)\/(?:eu|us|global|global-standard)\//, '$1$2/'),
  },
  {
    id: 'bedrock-route',
    title: 'Bedrock route',
    says: 'invoke/ or converse/ after bedrock/ says only which API was called.',
    example: { from: 'bedrock/converse/amazon.nova-pro-v1:0', to: 'bedrock/amazon.nova-pro-v1:0' },
    rewrite: (name) => replaced(name, /(^|\/)bedrock\/(?:invoke|converse)\//, '$1bedrock/'),
  },
  {
    id: 'bedrock-version',
    title: 'Bedrock version',
    says: 'The version at the end of a Bedrock name, such as -v1:0, is left out.',
    example: { from: 'anthropic.claude-haiku-4-5-20251001-v1:0', to: 'anthropic.claude-haiku-4-5-20251001' },
    rewrite: (name) => (BEDROCK_MODEL.test(name) ? replaced(name, /-v\d+:\d+$/, '') : null),
  },
  {
    id: 'azure-spelling',
    title: 'Azure’s gpt-35',
    says: 'Azure writes gpt-35 where OpenAI writes gpt-3.5: the same model.',
    example: { from: 'azure/gpt-35-turbo-0613', to: 'azure/gpt-3.5-turbo-0613' },
    rewrite: (name) => replaced(name, /(^|\/)gpt-35-/, '$1gpt-3.5-'),
  },
  {
    id: 'vertex-date',
    title: 'Vertex spelling of a date',
    says: 'Vertex AI writes @20250929 where the maker writes -20250929: the same snapshot.',
    example: { from: 'claude-sonnet-4-5@20250929', to: 'claude-sonnet-4-5-20250929' },
    rewrite: withDashForAt,
  },
  {
    id: 'vertex-version',
    title: 'Vertex version',
    says: 'Vertex AI’s @001 or @default at the end is left out.',
    example: { from: 'vertex_ai/mistral-medium-3@001', to: 'vertex_ai/mistral-medium-3' },
    rewrite: (name) => replaced(name, /@(?:\d{3}|default)$/, ''),
  },
  {
    id: 'snapshot-date',
    title: 'Dated snapshot',
    says: 'A calendar date at the end, such as -2025-08-07, -20250807 or @20250807, is left out: priced as the model without a date.',
    example: { from: 'gpt-5.1-codex-2025-11-13', to: 'gpt-5.1-codex' },
    rewrite: withoutDate,
  },
  {
    id: 'snapshot-mmdd',
    title: 'OpenAI’s month and day',
    says: 'Month and day at the end of a gpt- name, such as -0613, are left out. Other makers’ four digits are no date to us.',
    example: { from: 'gpt-4-32k-0314', to: 'gpt-4-32k' },
    rewrite: withoutMonthAndDay,
  },
  {
    id: 'fine-tune-job',
    title: 'Fine-tune without its job',
    says: 'Owner, suffix and job of an OpenAI fine-tune are left out: ft:BASE is a name of its own in some price lists.',
    example: { from: 'ft:gpt-4o-2024-08-06:acme:support:9xYz', to: 'ft:gpt-4o-2024-08-06' },
    rewrite: (name) => replaced(name, /(^|\/)(ft:[^:/]+):.*$/, '$1$2'),
  },
  {
    id: 'fine-tune-base',
    title: 'Fine-tune as its base',
    says: 'A fine-tune that no book prices is priced as its base model. Makers often ask more: map it where you know the price.',
    example: { from: 'ft:gpt-4o-2024-08-06', to: 'gpt-4o-2024-08-06' },
    rewrite: (name) => replaced(name, /(^|\/)ft:([^:/]+)$/, '$1$2'),
  },
];

/** Every rule by which a logged name may resolve, for documents and screens. */
export const NAME_RULES: readonly NameRule[] = [
  ...LOOKUPS,
  ...DECLARED_RULES.map(({ rewrite: _rewrite, ...rule }) => rule),
];

const titles = new Map(NAME_RULES.map((rule) => [rule.id, rule.title]));

const sellerOf = (name: string) => {
  const prefix = name.slice(0, Math.max(0, name.indexOf('/')));
  return TRANSLATED_PREFIXES[prefix] ?? prefix;
};

/** What one step did, as part of a sentence. */
export function explainStep({ rule, from, to }: NameStep): string {
  switch (rule) {
    case 'exact':
      return 'it is the id of an offer';
    case 'alias':
      return `${from} is mapped by hand`;
    case 'maker':
      return `its maker’s list knows ${from}`;
    case 'provider':
      return sellerOf(from) === sellerOf(to)
        ? `the list of the seller it names knows ${from}`
        : `the seller it names has no price of its own for it here; the list of ${sellerOf(to)} knows ${from}`;
    case 'reseller':
      return `no maker claims names like ${from}; the list of ${to.slice(0, to.indexOf('/'))} knows it`;
    case 'prefix':
      return `read as ${to}`;
    default:
      return `${titles.get(rule)}: read as ${to}`;
  }
}
