import { listWorkloads } from '@/lib/services/list-workloads';
import { parseOptions } from '../options';
import { printResult } from '../output';
import { UsageError } from '../usage-error';

export async function runWorkloads(args: readonly string[]): Promise<void> {
  const { positionals } = parseOptions(args, {});
  if (positionals.length > 0) throw new UsageError(`workloads takes no argument: ${positionals[0]}`);
  const workloads = await listWorkloads();
  printResult(
    workloads.map(({ name, requests, fromMs, toMs, inputTokens, outputTokens, loggedUsd, models }) => ({
      name,
      requests,
      from: fromMs === null ? null : new Date(fromMs).toISOString(),
      to: toMs === null ? null : new Date(toMs).toISOString(),
      inputTokens,
      outputTokens,
      loggedUsd,
      models,
    })),
  );
}
