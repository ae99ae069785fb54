'use client';

import { createContext, useContext } from 'react';
import type { CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import type { StudioAnswer } from '@/lib/engine/live/answer';
import type { LiveContext } from '@/lib/engine/live/live-context';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import type { StudioView } from '@/lib/engine/live/studio-view';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import type { StudioParams } from '@/lib/schema/studio-params';

import type { Planner } from './use-planner';

export type AllParams = ScenarioParams & StudioParams;

/** What the browser computes and what it computes it with. */
export type LiveState = {
  readonly view: StudioView;
  /** The last answer there is: of the policy, unless `isPending`. */
  readonly answer: StudioAnswer;
  /** The answer is of another policy than the one in force: it is being asked for. */
  readonly isPending: boolean;
  /** The policy asks for a size or date inside some cells: the exact cells are being asked for, or will be on release. */
  readonly isApproximate: boolean;
  /** The server computed the answer, with all that stands beside it. */
  readonly isServed: boolean;
  readonly suppositions: Suppositions;
  readonly params: AllParams;
  /** Null until the cells are here. */
  readonly replay: { readonly table: CellTable; readonly context: LiveContext } | null;
  readonly planner: Planner;
  /** One step that `undo` takes back; a policy beside it is the plan that follows from it. */
  readonly setParams: (patch: Partial<AllParams>, policy?: Policy) => void;
  /** A step of a drag, painted with the next frame; `endDrag` closes the step. */
  readonly dragParams: (patch: Partial<AllParams>, policy?: Policy) => void;
  /** What is only shown, or follows from the last step: no step of its own. */
  readonly showParams: (patch: Partial<AllParams>, policy?: Policy) => void;
  /** A floor is set that no plan keeps: the rules and the answer are those of before. */
  readonly isFloorLost: boolean;
  readonly setIsFloorLost: (isLost: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

export const LiveStateContext = createContext<LiveState | null>(null);

export function useLive(): LiveState {
  const state = useContext(LiveStateContext);
  if (state === null) throw new Error('useLive is for components inside LiveProvider');
  return state;
}
