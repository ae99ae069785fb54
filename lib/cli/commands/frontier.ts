import { PLAN_DIMENSIONS, type PlanDimension } from '@/lib/domain/plan';
import { findFrontier } from '@/lib/services/find-frontier';
import { parseInstant, parseOptions, required } from '../options';
import { printResult } from '../output';
import { UsageError } from '../usage-error';

/** Names between commas. */
function parseList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseDimensions(text: string): PlanDimension[] {
  return parseList(text).map((name) => {
    const found = PLAN_DIMENSIONS.find((dimension) => dimension === name);
    if (found === undefined) throw new UsageError(`--by takes ${PLAN_DIMENSIONS.join(', ')}: ${name}`);
    return found;
  });
}

export async function runFrontier(args: readonly string[]): Promise<void> {
  const { options, positionals } = parseOptions(args, {
    workload: 'text',
    candidates: 'text',
    by: 'text',
    'as-of': 'text',
    book: 'list',
  });
  if (positionals.length > 0) throw new UsageError(`unexpected: ${positionals.join(' ')}`);
  const candidates = options.candidates === undefined ? null : parseList(options.candidates);
  if (candidates?.length === 0) throw new UsageError('--candidates names no model');
  const asOf = options['as-of'] ?? 'logged';
  const { points, baselines, bound, ...rest } = await findFrontier({
    workload: required(options.workload, 'workload'),
    base: null,
    candidates,
    by: parseDimensions(options.by ?? PLAN_DIMENSIONS.join()),
    certainty: 'estimate',
    asOf: asOf === 'logged' ? 'logged' : parseInstant(asOf, 'as-of'),
    books: options.book ?? [],
  });
  printResult({ points, baselines, bound, ...rest });
}
