import { getOrCreate } from './get-or-create';

/** Cells named for one reason and one model, each cell once. */
export type Tallied<Reason extends string> = {
  readonly reason: Reason;
  readonly model: string;
  readonly cells: readonly number[];
};

export type Tally<Reason extends string> = {
  /** Cells come one after the other: naming one again for the same reason and model adds nothing. */
  readonly add: (reason: Reason, model: string, cell: number) => void;
  readonly rows: () => Tallied<Reason>[];
};

export function createTally<Reason extends string>(): Tally<Reason> {
  const byReason = new Map<Reason, Map<string, number[]>>();
  return {
    add: (reason, model, cell) => {
      const byModel = getOrCreate(byReason, reason, () => new Map<string, number[]>());
      const cells = getOrCreate(byModel, model, () => []);
      if (cells.at(-1) !== cell) cells.push(cell);
    },
    rows: () =>
      [...byReason].flatMap(([reason, byModel]) => [...byModel].map(([model, cells]) => ({ reason, model, cells }))),
  };
}
