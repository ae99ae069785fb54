import type { LabelKind } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import { MAX_LABEL_VALUES } from '@/lib/domain/usage';
import { LABEL_KINDS } from './request-batch';
import { hashLabel, type RowKey } from './row-key';

const MAX_MODELS = 65_535;

/** A label's id in the workload, and its share in the key of a call. */
export type LabelEntry = { readonly id: number; readonly lo: number; readonly hi: number };

export type LabelDictionary = {
  readonly kind: LabelKind;
  readonly entry: (value: string) => LabelEntry;
  readonly textOf: (id: number) => string;
  /** The id of a value that the workload held before this file; 0 where it did not. */
  readonly idOf: (value: string) => number;
  /** Set once the file has shown too many values: from then on every id is 0. */
  readonly isDropped: () => boolean;
  /** Values that the workload does not hold yet, in id order. */
  readonly newLabels: () => { readonly kind: LabelKind; readonly firstId: number; readonly values: readonly string[] };
};

const NONE: LabelEntry = { id: 0, lo: 0, hi: 0 };

/** `stored[id]` are the workload's values. `onDrop` is called once. */
export function createLabelDictionary(
  kind: LabelKind,
  stored: readonly string[],
  onDrop: (kind: LabelKind) => void,
): LabelDictionary {
  const storedIds = new Map(stored.map((value, id) => [value, id]));
  const seen = new Map<string, LabelEntry>();
  const added: string[] = [];
  const place = LABEL_KINDS.indexOf(kind);
  const hash: RowKey = { lo: 0, hi: 0 };
  let isDropped = false;
  let lastValue = '';
  let lastEntry = NONE;

  function add(value: string): LabelEntry {
    hashLabel(value, place, hash);
    if (isDropped) return { id: 0, lo: hash.lo, hi: hash.hi };
    if (kind === 'model' && seen.size === MAX_MODELS) {
      throw new WaybillError('bad-input', `more than ${MAX_MODELS} model names: is the model column the right one?`);
    }
    if (kind !== 'model' && seen.size === MAX_LABEL_VALUES) {
      isDropped = true;
      seen.clear();
      onDrop(kind);
      return { id: 0, lo: hash.lo, hi: hash.hi };
    }
    let id = storedIds.get(value);
    if (id === undefined) {
      id = stored.length + added.length;
      added.push(value);
    }
    const entry = { id, lo: hash.lo, hi: hash.hi };
    seen.set(value, entry);
    return entry;
  }

  return {
    kind,
    entry(value) {
      if (value === '') return NONE;
      if (value === lastValue) return lastEntry;
      lastEntry = seen.get(value) ?? add(value);
      lastValue = value;
      return lastEntry;
    },
    textOf: (id) => stored[id] ?? added[id - stored.length] ?? '',
    idOf: (value) => storedIds.get(value) ?? 0,
    isDropped: () => isDropped,
    newLabels: () => ({ kind, firstId: stored.length, values: isDropped ? [] : added }),
  };
}
