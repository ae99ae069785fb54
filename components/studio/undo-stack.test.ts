import { expect, test } from 'vitest';
import { EMPTY_STACK, recordStep, stepBack, stepForward, type UndoStack } from './undo-stack';

const NEW: UndoStack<string> = EMPTY_STACK;

test('undo goes back step by step, redo goes the same way forward', () => {
  const stack = recordStep(recordStep(NEW, 'a'), 'b');
  const once = stepBack(stack, 'c');
  expect(once?.state).toBe('b');
  const twice = stepBack(once?.stack ?? NEW, 'b');
  expect(twice?.state).toBe('a');
  expect(stepBack(twice?.stack ?? NEW, 'a')).toBeNull();
  const forward = stepForward(twice?.stack ?? NEW, 'a');
  expect(forward?.state).toBe('b');
  expect(stepForward(forward?.stack ?? NEW, 'b')?.state).toBe('c');
});

test('a new step forgets what was taken back, and the oldest steps go first', () => {
  const back = stepBack(recordStep(NEW, 'a'), 'b');
  expect(recordStep(back?.stack ?? NEW, 'a')).toEqual({ past: ['a'], future: [] });
  let long: UndoStack<number> = EMPTY_STACK;
  for (let step = 0; step < 150; step++) long = recordStep(long, step);
  expect([long.past.length, long.past[0]]).toEqual([100, 50]);
});
