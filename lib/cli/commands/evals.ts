import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { WaybillError } from '@/lib/domain/errors';
import { importEvals } from '@/lib/services/import-evals';
import { summariseEvals } from '@/lib/services/summarise-evals';
import { parseOptions, pathFrom, required } from '../options';
import { printResult } from '../output';
import { UsageError } from '../usage-error';

/** Imports an eval and prints how its models did, item by item. */
export async function runEvals(args: readonly string[]): Promise<void> {
  const { positionals, options } = parseOptions(args, { name: 'text', 'measured-on': 'text' });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('evals takes one file');
  const name = required(options.name, 'name');
  const bytes = await readFile(pathFrom(path)).catch((cause: Error) => {
    throw new WaybillError('not-found', `cannot read the eval: ${cause.message}`, { cause });
  });
  const imported = await importEvals({ fileName: basename(path), bytes, name, measuredOn: options['measured-on'] });
  const { models, oracle, bestSingle, pairs } = await summariseEvals(imported.name);
  const offers = new Map(imported.models.map(({ model, offerId }) => [model, offerId]));
  printResult({
    items: imported.items,
    models: models.map(({ model, n, score, usd }) => ({ model, n, score, usd, offer: offers.get(model) ?? null })),
    tasks: imported.tasks,
    oracle,
    bestSingle,
    pairs,
    rows: imported.rows,
    rejects: imported.rejects,
    scaledFrom100: imported.isScaledFrom100,
  });
}
