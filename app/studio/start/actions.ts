'use server';

import { type ActionResult, runAction } from '@/app/run-action';
import { saveTaskWeight } from '@/lib/services/save-evidence-settings';

const PREFIX = 'blast:';

/** Saves the blast radius of every task in the form; 1 is what holds where none is saved. */
export async function saveBlastAction(_before: ActionResult, form: FormData): Promise<ActionResult> {
  return runAction(async () => {
    const workload = String(form.get('workload') ?? '');
    for (const [name, value] of form.entries()) {
      if (!name.startsWith(PREFIX)) continue;
      const weight = Number(value);
      await saveTaskWeight({ workload, task: name.slice(PREFIX.length), weight: weight === 1 ? null : weight });
    }
  });
}
