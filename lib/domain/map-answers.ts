import { type ColumnMap, TIME_UNITS } from './column-map';
import type { MapQuestion } from './upload-view';

/** A map in which a question is answered with one of its options; the rest of the map stays. */
export function withAnswer(map: ColumnMap, id: MapQuestion['id'], value: string): ColumnMap {
  switch (id) {
    case 'cache':
    case 'reasoning':
      return { ...map, [id]: value === 'beside' ? 'beside' : 'inside' };
    case 'timeUnit':
      return { ...map, timeUnit: TIME_UNITS.find((unit) => unit === value) ?? 'auto' };
    case 'tokenScale':
      return { ...map, tokenScale: Number(value) };
    case 'aggregate': {
      const { aggregate: _old, ...constants } = map.constants ?? {};
      return { ...map, constants: value === 'yes' ? { ...constants, aggregate: 'yes' } : constants };
    }
    default:
      throw new Error(`unknown question: ${JSON.stringify(id satisfies never)}`);
  }
}

/** The option of a question that a map stands for. */
export function answerOf(map: ColumnMap, { id, suggested }: MapQuestion): string {
  switch (id) {
    case 'cache':
    case 'reasoning':
      return map[id] ?? 'inside';
    case 'timeUnit':
      return map.timeUnit ?? suggested;
    case 'tokenScale':
      return String(map.tokenScale ?? 1);
    case 'aggregate':
      return map.constants?.aggregate === 'yes' ? 'yes' : 'no';
    default:
      throw new Error(`unknown question: ${JSON.stringify(id satisfies never)}`);
  }
}
