'use server';

import { revalidatePath } from 'next/cache';
import { UNKNOWN_FAILURE } from '@/app/api/respond';
import { WaybillError } from '@/lib/domain/errors';
import type { OverrideInput } from '@/lib/schema/override';
import { type OverrideRef, overridePrice, withdrawOverride } from '@/lib/services/override-price';

type Result = { readonly error: string | null };

async function run(work: () => Promise<unknown>): Promise<Result> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof WaybillError) return { error: cause.message };
    console.error(cause);
    return { error: UNKNOWN_FAILURE };
  }
  // Prices stand behind every screen.
  revalidatePath('/', 'layout');
  return { error: null };
}

export async function overridePriceAction(input: OverrideInput): Promise<Result> {
  return run(() => overridePrice(input));
}

export async function withdrawOverrideAction(book: string, ref: OverrideRef): Promise<Result> {
  return run(() => withdrawOverride(String(book), ref));
}
