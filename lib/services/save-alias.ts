import { deleteAlias, saveAlias as insertAlias } from '@/db/queries/books';
import { findOfferName } from '@/db/queries/names';
import { WaybillError } from '@/lib/domain/errors';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';

const MAX_NAME_CHARS = 300;

/** A logged name as an alias may carry it. Throws 'bad-input'. */
export function parseAliasName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new WaybillError('bad-input', 'name the model as the log writes it');
  if (trimmed.length > MAX_NAME_CHARS)
    throw new WaybillError('bad-input', `a model name has at most ${MAX_NAME_CHARS} characters`);
  return trimmed;
}

/** An offer that some book has. Throws 'bad-input' or 'not-found'. */
export async function requireOffer(offerId: string): Promise<{ readonly offerId: OfferId; readonly name: string }> {
  let parsed: OfferId;
  try {
    parsed = parseOfferId(offerId.trim());
  } catch (cause) {
    throw new WaybillError('bad-input', `"${offerId}" is not an offer id (provider/model)`, { cause });
  }
  const name = findOfferName(await getDatabase(), parsed);
  if (name === null) throw new WaybillError('not-found', `no price book has an offer called "${parsed}"`);
  return { offerId: parsed, name };
}

/** Throws 'conflict' where the name is an offer id in these books: an id always means itself. */
export async function refuseOfferId(name: string, books: readonly string[]): Promise<void> {
  const { resolve } = await openStack(books);
  if (resolve(name)?.steps[0]?.rule === 'exact')
    throw new WaybillError('conflict', `"${name}" is itself the id of an offer, which always means that offer`);
}

/** Says that a logged name is this offer, in every workload; the same name is replaced. */
export async function saveAlias(
  name: string,
  offerId: string,
  books: readonly string[] = DEFAULT_BOOKS,
): Promise<void> {
  const parsed = parseAliasName(name);
  const offer = await requireOffer(offerId);
  await refuseOfferId(parsed, books);
  insertAlias(await getDatabase(), parsed, offer.offerId, Date.now());
}

export async function removeAlias(name: string): Promise<void> {
  deleteAlias(await getDatabase(), parseAliasName(name));
}
