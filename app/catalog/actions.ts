'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import type { OverrideInput } from '@/lib/schema/override';
import { type OverrideRef, overridePrice, withdrawOverride } from '@/lib/services/override-price';

export async function overridePriceAction(input: OverrideInput): Promise<ActionResult> {
  return runAction(() => overridePrice(input));
}

export async function withdrawOverrideAction(book: string, ref: OverrideRef): Promise<ActionResult> {
  return runAction(() => withdrawOverride(String(book), ref));
}
