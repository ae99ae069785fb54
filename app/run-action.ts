import { revalidatePath } from 'next/cache';
import { UNKNOWN_FAILURE } from '@/app/api/respond';
import { WaybillError } from '@/lib/domain/errors';

export type ActionResult = { readonly error: string | null };

/** Runs a server action and says how it ended, as `respond` does for a request; then every screen is drawn anew. */
export async function runAction(work: () => Promise<unknown>): Promise<ActionResult> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof WaybillError) return { error: cause.message };
    console.error(cause);
    return { error: UNKNOWN_FAILURE };
  }
  revalidatePath('/', 'layout');
  return { error: null };
}
