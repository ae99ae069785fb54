import { type ColumnMap, MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import { createNormaliser } from '../normalise';
import type { RecordSink } from './format';

/** One call as its source writes it, by our fields; what the source does not say is absent. */
export type RawCall = { readonly [field in MappableField]?: unknown };

export type RawCallOptions = Pick<ColumnMap, 'cache' | 'reasoning' | 'timeUnit' | 'tokenScale'>;

const IDENTITY = Object.fromEntries(MAPPABLE_FIELDS.map((field) => [field, field]));

/**
 * Brings calls of a format with fixed fields into normal form: into the sink, or a reject with the reason.
 * `isSum`: the call sums many calls, even where the source does not say how many.
 */
export function createRawCallReader(
  options: RawCallOptions,
  sink: RecordSink,
): (call: RawCall, line: number, isSum?: boolean) => void {
  const normaliser = createNormaliser({ columns: IDENTITY, ...options });
  return (call, line, isSum = false) => {
    const reason = normaliser.read((field) => (field === 'aggregate' ? isSum : call[field]));
    if (reason !== null) {
      sink.reject(line, reason);
      return;
    }
    sink.accept(normaliser.record, line);
  };
}
