import { WaybillError } from '@/lib/domain/errors';
import type { Problem } from '@/lib/domain/scenario-view';

/** What a person can mend becomes a view of its own; anything else goes on to the error page. */
export async function orProblem<View>(compute: () => Promise<View>): Promise<View | Problem> {
  try {
    return await compute();
  } catch (cause) {
    if (cause instanceof WaybillError) return { kind: 'problem', message: cause.message };
    throw cause;
  }
}
