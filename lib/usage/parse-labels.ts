import type { BillingStatus, ServiceTier } from '@/lib/domain/usage';
import { plainText } from './plain-text';

/** Longer values are text somebody wrote, not a label, and are not kept. */
const MAX_LABEL_LENGTH = 200;
const MAX_SET_LENGTH = 1000;

/** Only compared, never kept: as it stands but for blanks around it. */
export function parseId(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  const text = String(value).trim();
  return text.length > MAX_LABEL_LENGTH ? '' : text;
}

/** Words that stand where no hash was made, e.g. LiteLLM's `Cache OFF`. */
const NO_HASH = /^(|cache off|off|none|null|nil|undefined|nan|false|n\/a|-|0)$/i;

export function parsePromptHash(value: unknown): string {
  const text = parseId(value);
  return NO_HASH.test(text) ? '' : text;
}

export function parseLabel(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  // A leading apostrophe keeps a spreadsheet from running the text: exports write it, ours too.
  const text = plainText(String(value))
    .trim()
    .replace(/^'(?=[=+\-@＝＋－＠])/u, '');
  return text.length > MAX_LABEL_LENGTH ? '' : text;
}

/** Sorted and comma-joined, from `a, b`, `a;b`, `a|b` or a JSON array. */
export function parseSet(value: unknown): string {
  const items = Array.isArray(value) ? value : splitSet(parseLabel(value));
  const text = [...new Set(items.map(parseLabel).filter((item) => item !== ''))].sort().join(',');
  return text.length > MAX_SET_LENGTH ? '' : text;
}

export function parseNeeds(value: unknown): string {
  return parseSet(value).toLowerCase().split(',').sort().join(',');
}

function splitSet(text: string): unknown[] {
  if (!text.startsWith('[')) return text.split(/[,;|]/);
  try {
    const parsed: unknown = JSON.parse(text.replaceAll("'", '"'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return text.replace(/^\[|\]$/g, '').split(/[,;|]/);
  }
}

const TIERS: { readonly [word: string]: ServiceTier } = {
  batch: 'batch',
  flex: 'flex',
  flex_discount: 'flex',
  priority: 'priority',
  priority_on_demand: 'priority',
};

/** `column` matters for yes/no columns such as `batch`. */
export function parseServiceTier(value: unknown, column = ''): ServiceTier {
  const word = parseLabel(value).toLowerCase();
  if (/batch/i.test(column) && isYes(word)) return 'batch';
  return (Object.hasOwn(TIERS, word) && TIERS[word]) || 'standard';
}

/** `column` matters for yes/no columns: `success`, `cache_hit`, `error` read `true` in three ways. */
export function parseStatus(value: unknown, column = ''): BillingStatus {
  const word = typeof value === 'object' && value !== null ? 'object' : parseLabel(value).toLowerCase();
  if (/cache/i.test(column)) return isYes(word) || isCacheHit(word) ? 'cacheHit' : 'ok';
  if (/err|fail|exception/i.test(column)) return word === '' || isNo(word) ? 'ok' : 'failed';
  if (isCacheHit(word)) return 'cacheHit';
  if (/^\d+(\.0)?$/.test(word)) return Number(word) >= 400 ? 'failed' : 'ok';
  if (isNo(word) && word !== '0' && word !== 'none' && word !== 'null') return 'failed';
  return /^(err|fail|exception|timeout|timed|cancel|abort|reject|denied|refused|5xx|4xx|rate.?limit)/.test(word)
    ? 'failed'
    : 'ok';
}

export function parseFeedback(value: unknown): -1 | 0 | 1 {
  const word = parseLabel(value).toLowerCase();
  if (/^(\+?1(\.0)?|up|thumbs?[ _-]?up|positive|good|like|liked|true|yes|👍)$/u.test(word)) return 1;
  return /^(-1(\.0)?|down|thumbs?[ _-]?down|negative|bad|dislike|disliked|false|no|👎)$/u.test(word) ? -1 : 0;
}

/** Whether a yes/no value says yes. */
export function parseFlag(value: unknown): boolean {
  return isYes(parseLabel(value).toLowerCase());
}

function isCacheHit(word: string): boolean {
  return /^(cache[ _-]?hit|cached|hit)$/.test(word);
}

function isYes(word: string): boolean {
  return /^(true|t|yes|y|1)$/.test(word);
}

function isNo(word: string): boolean {
  return /^(false|f|no|n|0|none|null)$/.test(word);
}
