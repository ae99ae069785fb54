import { getOrCreate } from './get-or-create';
import type { Placement } from './serve';

/** Cells with calls that the plan sends to a model, those that were on it already and those that come to it. */
export type Placed = {
  readonly stay: readonly number[];
  readonly moved: readonly number[];
  readonly movedRequests: number;
  readonly movedOutputTokens: number;
};

type Sums = { stay: number[]; moved: number[]; movedRequests: number; movedOutputTokens: number };

export type PlacedTally = {
  /** Cells come one after the other. */
  readonly add: (placement: Placement, cell: number) => void;
  readonly byModel: () => ReadonlyMap<string, Placed>;
};

/** Collects which cells send calls where; a placement without calls sends none. */
export function createPlacedTally(): PlacedTally {
  const byModel = new Map<string, Sums>();
  return {
    add: ({ target: { name: model, moved }, requests, outputTokens }, cell) => {
      if (requests <= 0) return;
      const sums = getOrCreate(byModel, model, () => ({ stay: [], moved: [], movedRequests: 0, movedOutputTokens: 0 }));
      const cells = moved ? sums.moved : sums.stay;
      if (cells.at(-1) !== cell) cells.push(cell);
      if (!moved) return;
      sums.movedRequests += requests;
      sums.movedOutputTokens += outputTokens;
    },
    byModel: () => byModel,
  };
}
