import type { RequestBatch } from './request-batch';

const FIRST_CAPACITY = 4096;
const NONE = -1;

type Columns = {
  lo: Int32Array;
  hi: Int32Array;
  timeMs: Float64Array;
  model: Int32Array;
  task: Int32Array;
  inputTokens: Float64Array;
  outputTokens: Float64Array;
};

function createColumns(capacity: number): Columns {
  return {
    lo: new Int32Array(capacity),
    hi: new Int32Array(capacity),
    timeMs: new Float64Array(capacity),
    model: new Int32Array(capacity),
    task: new Int32Array(capacity),
    inputTokens: new Float64Array(capacity),
    outputTokens: new Float64Array(capacity),
  };
}

/** Calls with a prompt hash as columns, by row number. */
export type PromptTable = {
  readonly columns: () => Readonly<Columns>;
  readonly add: (batch: RequestBatch, row: number, task: number) => void;
  /** The rows of each prompt; the array is reused. */
  readonly prompts: () => Generator<readonly number[]>;
};

/** Gathers calls and groups them by their prompt's 64 bits. */
export function createPromptTable(): PromptTable {
  let columns = createColumns(FIRST_CAPACITY);
  let length = 0;

  function grow(): void {
    const larger = createColumns(columns.lo.length * 2);
    for (const name of Object.keys(columns) as (keyof Columns)[]) larger[name].set(columns[name] as never);
    columns = larger;
  }

  return {
    columns: () => columns,
    add(batch, row, task) {
      if (length === columns.lo.length) grow();
      columns.lo[length] = batch.promptLo[row] as number;
      columns.hi[length] = batch.promptHi[row] as number;
      columns.timeMs[length] = batch.timeMs[row] as number;
      columns.model[length] = batch.model[row] as number;
      columns.task[length] = task;
      columns.inputTokens[length] = batch.inputTokens[row] as number;
      columns.outputTokens[length] = batch.outputTokens[row] as number;
      length++;
    },
    *prompts() {
      const slots = 2 ** Math.ceil(Math.log2(Math.max(2, length * 2)));
      const heads = new Int32Array(slots).fill(NONE);
      const next = new Int32Array(length).fill(NONE);
      const { lo, hi } = columns;
      for (let row = length - 1; row >= 0; row--) {
        let slot = ((lo[row] as number) ^ Math.imul(hi[row] as number, 0x9e3779b1)) & (slots - 1);
        for (;;) {
          const head = heads[slot] as number;
          if (head === NONE || (lo[head] === lo[row] && hi[head] === hi[row])) break;
          slot = (slot + 1) & (slots - 1);
        }
        next[row] = heads[slot] as number;
        heads[slot] = row;
      }
      const rows: number[] = [];
      for (const head of heads) {
        if (head === NONE) continue;
        rows.length = 0;
        for (let row = head; row !== NONE; row = next[row] as number) rows.push(row);
        yield rows;
      }
    },
  };
}
