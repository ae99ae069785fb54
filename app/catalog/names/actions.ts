'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { removeAlias, saveAlias } from '@/lib/services/save-alias';

export async function saveAliasAction(name: string, offerId: string, books: readonly string[]): Promise<ActionResult> {
  return runAction(() => saveAlias(String(name), String(offerId), books.map(String)));
}

export async function removeAliasAction(name: string): Promise<ActionResult> {
  return runAction(() => removeAlias(String(name)));
}
