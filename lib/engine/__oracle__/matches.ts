import type { Condition } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';

export type OfferOf = (name: string) => string | null;

/** Whether one call meets a condition, from the policy file's definition. A sum of calls has no size. */
export function meets(record: UsageRecord, when: Condition | undefined, offerOf: OfferOf): boolean {
  if (when === undefined) return true;
  const isListed = (value: string, list: readonly string[] | undefined) =>
    list === undefined || (value !== '' && list.includes(value));
  const parts = (text: string) => text.split(',').filter((part) => part !== '');

  if (!isListed(record.task, when.task) || !isListed(record.team, when.team)) return false;
  if (!isListed(record.language, when.language) || !isListed(record.region, when.region)) return false;
  if (when.tags !== undefined && parts(record.tags).filter((tag) => when.tags?.includes(tag)).length === 0)
    return false;
  if (when.needs !== undefined) for (const need of when.needs) if (!parts(record.needs).includes(need)) return false;
  if (when.serviceTier !== undefined && !when.serviceTier.includes(record.serviceTier)) return false;
  if (when.sourceModel !== undefined) {
    const offer = offerOf(record.model);
    const isNamed = record.model !== '' && when.sourceModel.includes(record.model);
    if (!isNamed && !(offer !== null && when.sourceModel.includes(offer))) return false;
  }
  if (when.inputTokens !== undefined) {
    if (record.aggregate || record.usageMissing) return false;
    const { atLeast, atMost } = when.inputTokens;
    if (atLeast !== undefined && record.inputTokens < atLeast) return false;
    if (atMost !== undefined && record.inputTokens > atMost) return false;
  }
  return when.not === undefined || !meets(record, when.not, offerOf);
}

/** The same condition with its size left out: what an aggregate row would have to meet beside it. */
export function withoutSize(when: Condition): Condition {
  const { inputTokens: _, ...rest } = when;
  return rest;
}
