'use server';

import { revalidatePath } from 'next/cache';
import { UNKNOWN_FAILURE } from '@/app/api/respond';
import { WaybillError } from '@/lib/domain/errors';
import { removeAlias, saveAlias } from '@/lib/services/save-alias';

type Result = { readonly error: string | null };

async function run(work: () => Promise<void>): Promise<Result> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof WaybillError) return { error: cause.message };
    console.error(cause);
    return { error: UNKNOWN_FAILURE };
  }
  // Every screen prices by the aliases.
  revalidatePath('/', 'layout');
  return { error: null };
}

export async function saveAliasAction(name: string, offerId: string, books: readonly string[]): Promise<Result> {
  return run(() => saveAlias(String(name), String(offerId), books.map(String)));
}

export async function removeAliasAction(name: string): Promise<Result> {
  return run(() => removeAlias(String(name)));
}
