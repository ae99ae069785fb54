import { type OfferId, providerOf } from '@/lib/domain/ids';

export type ModelNames = { readonly [offerId: string]: string };

const BEDROCK_ID = /^aws\/(?:(global|regional)\.)?[a-z0-9-]+\.([a-z].*?)(?:-20\d{6})?(?:-v\d+(?::\d+)?)?$/;

/**
 * A book's written name where it is one (`DeepSeek V4 Flash`, not `gpt 4o`), else the last part of the id, a Bedrock
 * id without vendor, date and version: `claude-sonnet-4 (aws regional)`.
 */
export function writtenName(offerId: string, name: string): string {
  if (/\p{Lu}/u.test(name) && !name.includes('/')) return name;
  const [, area, model] = BEDROCK_ID.exec(offerId) ?? [];
  if (model !== undefined) return `${model} (aws${area === undefined ? '' : ` ${area}`})`;
  return lastPart(offerId);
}

const lastPart = (offerId: string) => offerId.slice(offerId.lastIndexOf('/') + 1);

/**
 * Names for these offer ids, from what a book calls each (`statedOf`); two that would read alike carry their seller.
 * Names that are no offer stay as they are.
 */
export function nameOffers(offerIds: Iterable<string>, statedOf: (offerId: string) => string | undefined): ModelNames {
  const names = new Map(
    [...new Set(offerIds)].map((id) => {
      const name = statedOf(id);
      return [id, name === undefined ? id : writtenName(id, name)];
    }),
  );
  const uses = new Map<string, number>();
  for (const name of names.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  return Object.fromEntries(
    [...names].map(([id, name]) => {
      const isShared = (uses.get(name) ?? 0) > 1 && statedOf(id) !== undefined;
      if (!isShared) return [id, name];
      return [id, `${BEDROCK_ID.test(id) ? lastPart(id) : name} (${providerOf(id as OfferId)})`];
    }),
  );
}
