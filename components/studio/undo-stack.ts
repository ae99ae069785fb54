/** What was and what was taken back, the latest last. */
export type UndoStack<State> = { readonly past: readonly State[]; readonly future: readonly State[] };

const MAX_STEPS = 100;

export const EMPTY_STACK = { past: [], future: [] } as const;

/** A step away from `current`: what was taken back before is gone. */
export function recordStep<State>({ past }: UndoStack<State>, current: State): UndoStack<State> {
  return { past: [...past, current].slice(-MAX_STEPS), future: [] };
}

/** One step back from `current`; null where there is none. */
export function stepBack<State>(stack: UndoStack<State>, current: State) {
  const state = stack.past.at(-1);
  if (state === undefined) return null;
  return { state, stack: { past: stack.past.slice(0, -1), future: [...stack.future, current] } };
}

/** One step forward from `current`; null where nothing was taken back. */
export function stepForward<State>(stack: UndoStack<State>, current: State) {
  const state = stack.future.at(-1);
  if (state === undefined) return null;
  return { state, stack: { past: [...stack.past, current], future: stack.future.slice(0, -1) } };
}
