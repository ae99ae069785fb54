import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { WaybillError } from '@/lib/domain/errors';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import { formatIssues } from '@/lib/schema/issues';
import { openStack } from '@/lib/services/books';
import { checkCall, priceCall, priceWith } from '@/lib/services/price-call';
import { parseCount, parseInstant, parseOptions, pathFrom, required } from '../options';
import { printLine, printResult } from '../output';
import { UsageError } from '../usage-error';

const callLine = z.strictObject({
  model: z.string(),
  at: z.string().optional(),
  input: z.number(),
  output: z.number(),
  cacheRead: z.number().optional(),
  cacheWrite: z.number().optional(),
  cacheWrite1h: z.number().optional(),
  tier: z.enum(SERVICE_TIERS).optional(),
});

function priceLine(text: string, stack: Awaited<ReturnType<typeof openStack>>, nowMs: number) {
  const parsed = callLine.safeParse(JSON.parse(text));
  if (!parsed.success) throw new WaybillError('bad-input', formatIssues(parsed.error.issues));
  const { model, at, input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, tier = 'standard' } = parsed.data;
  const call = checkCall({
    model,
    atMs: at === undefined ? nowMs : parseInstant(at, 'at'),
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    cacheWrite1hTokens: cacheWrite1h,
    tier,
  });
  return priceWith(call, stack);
}

/** A line that cannot be priced still gives a line out, so that results keep their order. */
async function priceEach(file: string, books: readonly string[], nowMs: number): Promise<void> {
  const stack = await openStack(books);
  for await (const line of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() === '') continue;
    try {
      printLine(priceLine(line, stack, nowMs));
    } catch (cause) {
      printLine({
        usd: null,
        unpriced: `rejected: ${(cause as Error).message}`,
        book: null,
        effectiveFrom: null,
        lines: [],
      });
    }
  }
}

export async function runPrice(args: readonly string[]): Promise<void> {
  const { options, positionals } = parseOptions(args, {
    model: 'text',
    input: 'text',
    output: 'text',
    'cache-read': 'text',
    'cache-write': 'text',
    'cache-write-1h': 'text',
    at: 'text',
    tier: 'text',
    each: 'text',
    book: 'list',
  });
  if (positionals.length > 0) throw new UsageError(`price takes no argument: ${positionals[0]}`);
  const books = options.book ?? [];
  const nowMs = Date.now();
  if (options.each !== undefined) return priceEach(pathFrom(options.each), books, nowMs);
  const tier = options.tier ?? 'standard';
  if (!SERVICE_TIERS.includes(tier as ServiceTier))
    throw new UsageError(`--tier takes one of ${SERVICE_TIERS.join(', ')}: ${tier}`);
  const call = {
    model: required(options.model, 'model'),
    atMs: options.at === undefined ? nowMs : parseInstant(options.at, 'at'),
    inputTokens: parseCount(required(options.input, 'input'), 'input'),
    outputTokens: parseCount(required(options.output, 'output'), 'output'),
    cacheReadTokens: parseCount(options['cache-read'] ?? '0', 'cache-read'),
    cacheWriteTokens: parseCount(options['cache-write'] ?? '0', 'cache-write'),
    cacheWrite1hTokens: parseCount(options['cache-write-1h'] ?? '0', 'cache-write-1h'),
    tier: tier as ServiceTier,
  };
  printResult(await priceCall(call, books));
}
