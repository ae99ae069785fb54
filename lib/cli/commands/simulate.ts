import { readFile } from 'node:fs/promises';
import { WaybillError } from '@/lib/domain/errors';
import type { GroupRow } from '@/lib/domain/simulation';
import { parsePolicy } from '@/lib/schema/policy';
import { simulateWorkload } from '@/lib/services/simulate-workload';
import { parseInstant, parseOptions, pathFrom, required } from '../options';
import { printResult } from '../output';

/** Reads and checks a policy file. Throws 'not-found' or 'bad-input' with the path of the problem. */
export async function readPolicyFile(path: string) {
  const text = await readFile(pathFrom(path), 'utf8').catch((cause: Error) => {
    throw new WaybillError('not-found', `cannot read the policy: ${cause.message}`, { cause });
  });
  return parsePolicy(text);
}

function groupFields({ requests, inputTokens, outputTokens, repricedUsd, planUsd }: GroupRow): GroupRow {
  return { requests, inputTokens, outputTokens, repricedUsd, planUsd };
}

export async function runSimulate(args: readonly string[]): Promise<void> {
  const { options } = parseOptions(args, { workload: 'text', policy: 'text', 'as-of': 'text', book: 'list' });
  const workload = required(options.workload, 'workload');
  const policy = await readPolicyFile(required(options.policy, 'policy'));
  const asOfText = options['as-of'] ?? 'logged';
  const asOf = asOfText === 'logged' ? 'logged' : parseInstant(asOfText, 'as-of');
  const { simulation, inputs } = await simulateWorkload({ workload, policy, asOf, books: options.book ?? [] });
  printResult({
    requests: simulation.requests,
    pricedPct: simulation.pricedPct,
    pricedTokensPct: simulation.pricedTokensPct,
    baseline: simulation.baseline,
    plan: simulation.plan,
    savings: simulation.savings,
    byModel: simulation.byModel,
    byTask: simulation.byTask.map((row) => ({ task: row.task, ...groupFields(row) })),
    unpriced: simulation.unpriced,
    violations: simulation.violations,
    inputs,
  });
}
