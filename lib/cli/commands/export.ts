import { exportPolicy } from '@/lib/services/export-policy';
import { parseOptions, pathFrom, required } from '../options';
import { printResult } from '../output';
import { readPolicyFile } from './simulate';

export async function runExport(args: readonly string[]): Promise<void> {
  const { options } = parseOptions(args, { policy: 'text', to: 'text', out: 'text', book: 'list' });
  const policy = await readPolicyFile(required(options.policy, 'policy'));
  const target = required(options.to, 'to');
  const directory = pathFrom(required(options.out, 'out'));
  printResult(await exportPolicy({ policy, target, directory, books: options.book ?? [] }));
}
