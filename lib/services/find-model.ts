import { parseOfferId } from '@/lib/domain/ids';
import type { OpenStack } from './books';
import { nameModels } from './studio-names';
import type { Sourced } from './studio-templates';

/** Finds the first model that the stack prices whole, else one that another book does. */
export function createFinder(
  opened: OpenStack,
  others: readonly OpenStack[],
): (...models: readonly string[]) => Sourced | null {
  const isPriced = ({ stack }: OpenStack, model: string) =>
    stack.rowsOf(parseOfferId(model)).some(({ rates }) => rates.input !== undefined && rates.output !== undefined);
  return (...models) => {
    for (const candidate of [opened, ...others])
      for (const model of models) {
        if (!isPriced(candidate, model)) continue;
        const name = nameModels([model], candidate.books)[model] ?? model;
        return { model, name, book: candidate === opened ? null : (candidate.refs[0]?.name ?? null) };
      }
    return null;
  };
}
