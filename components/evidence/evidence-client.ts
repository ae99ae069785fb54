import { askServer as ask } from '@/components/ui/ask-server';
import type { EvalOutcome } from '@/lib/domain/evidence-view';

export const MAX_EVAL_BYTES = 64 * 1024 * 1024;

type EvalFile = { readonly name: string; readonly fileName: string; readonly measuredOn: string };

/** Makes a file the eval set `name`; `measuredOn` is a day, '' where it is not known. */
export function uploadEvals({ measuredOn, ...file }: EvalFile, body: Blob): Promise<EvalOutcome> {
  const query = new URLSearchParams(measuredOn === '' ? file : { ...file, measuredOn });
  return ask(`/api/evals?${query}`, { method: 'POST', body });
}
