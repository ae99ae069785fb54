import { BILLING_STATUSES, LABELS, SERVICE_TIERS, TOKEN_COUNT_KEYS, type UsageRecord } from '@/lib/domain/usage';
import { isContentName } from '@/lib/usage/column-synonyms';
import { checkTotals } from '@/lib/usage/normalise';
import { plainText } from '@/lib/usage/plain-text';

const LONGEST_LABEL = 200;
const LONGEST_SET = 1000;
const YEAR_10000_MS = Date.UTC(9999, 11, 31) + 86_400_000;

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);

/** What an accepted record must be whatever it was read from; null, or what is wrong. */
export function problemOfRecord(record: UsageRecord): string | null {
  for (const key of TOKEN_COUNT_KEYS) if (!isCount(record[key])) return `${key} is ${record[key]}`;
  if (!record.usageMissing && checkTotals(record) !== null) return checkTotals(record);
  if (!isCount(record.requests) || record.requests < 1) return `requests is ${record.requests}`;
  if (record.requests > 1 && !record.aggregate) return 'several requests and no aggregate';
  if (!isCount(record.timeMs) || record.timeMs >= YEAR_10000_MS) return `timeMs is ${record.timeMs}`;
  for (const key of ['loggedCostNanoUsd', 'latencyMs'] as const) {
    const value = record[key];
    if (value !== null && !isCount(value)) return `${key} is ${value}`;
  }
  for (const key of ['aggregate', 'usageMissing'] as const)
    if (typeof record[key] !== 'boolean') return `${key} is ${record[key]}`;
  if (![-1, 0, 1].includes(record.feedback)) return `feedback is ${record.feedback}`;
  if (!BILLING_STATUSES.includes(record.status)) return `status is ${record.status}`;
  if (!SERVICE_TIERS.includes(record.serviceTier)) return `serviceTier is ${record.serviceTier}`;
  for (const key of ['model', ...LABELS] as const) {
    const text: unknown = record[key];
    const longest = key === 'needs' || key === 'tags' ? LONGEST_SET : LONGEST_LABEL;
    if (typeof text !== 'string') return `${key} is ${typeof text}`;
    if (text.length > longest) return `${key} has ${text.length} characters`;
    if (plainText(text) !== text || text.trim() !== text) return `${key} is no plain text: ${JSON.stringify(text)}`;
  }
  if (typeof record.requestId !== 'string' || record.requestId.length > LONGEST_LABEL) return 'requestId is no id';
  return null;
}

/** What was said in the calls of a JSON fixture: texts of several words under names of prompts and answers. */
export function saidIn(bytes: Uint8Array): string[] {
  const said = new Set<string>();
  const gather = (value: unknown, isContent: boolean): void => {
    if (typeof value === 'string') {
      if (isContent && value.length >= 8 && value.includes(' ')) said.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) gather(inner, isContent || isContentName(key));
    }
  };
  const text = Buffer.from(bytes).toString('utf8');
  for (const part of [text, ...text.split('\n')]) {
    try {
      const isContent = false;
      gather(JSON.parse(part), isContent);
    } catch {
      // A part of a document is none.
    }
  }
  return [...said];
}

export function repeatsSaid(record: UsageRecord, said: readonly string[]): string | null {
  for (const key of ['model', ...LABELS] as const) if (said.includes(record[key])) return `${key} repeats a prompt`;
  return null;
}
