import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { WaybillError } from '@/lib/domain/errors';
import { SERVICE_TIERS, type ServiceTier } from '@/lib/domain/usage';
import { formatIssues } from '@/lib/schema/issues';
import { openStack } from '@/lib/services/books';
import { type CallToPrice, checkCall, type PricedCall, priceCall, priceWith } from '@/lib/services/price-call';
import { parseCount, parseInstant, parseOptions, pathFrom, required } from '../options';
import { createLinePrinter, printResult } from '../output';
import { UsageError } from '../usage-error';

const callLine = z.strictObject({
  model: z.string(),
  at: z.string().optional(),
  input: z.number(),
  output: z.number(),
  cacheRead: z.number().default(0),
  cacheWrite: z.number().default(0),
  cacheWrite1h: z.number().default(0),
  tier: z.enum(SERVICE_TIERS).default('standard'),
  region: z.string().default(''),
  reasoning: z.number().default(0),
  audioIn: z.number().default(0),
  imageIn: z.number().default(0),
  audioOut: z.number().default(0),
  imageOut: z.number().default(0),
  searches: z.number().default(0),
});

type CallLine = Omit<z.infer<typeof callLine>, 'at'>;

function toCall(line: CallLine, atMs: number): CallToPrice {
  return {
    model: line.model,
    atMs,
    inputTokens: line.input,
    outputTokens: line.output,
    cacheReadTokens: line.cacheRead,
    cacheWriteTokens: line.cacheWrite,
    cacheWrite1hTokens: line.cacheWrite1h,
    tier: line.tier,
    region: line.region,
    reasoningTokens: line.reasoning,
    inputAudioTokens: line.audioIn,
    inputImageTokens: line.imageIn,
    outputAudioTokens: line.audioOut,
    outputImageTokens: line.imageOut,
    webSearches: line.searches,
  };
}

function priceLine(text: string, stack: Awaited<ReturnType<typeof openStack>>, nowMs: number): PricedCall {
  const parsed = callLine.safeParse(JSON.parse(text));
  if (!parsed.success) throw new WaybillError('bad-input', formatIssues(parsed.error.issues));
  const { at, ...line } = parsed.data;
  return priceWith(checkCall(toCall(line, at === undefined ? nowMs : parseInstant(at, 'at'))), stack);
}

function rejected(cause: unknown): PricedCall {
  const reason = `rejected: ${(cause as Error).message}`;
  const explanation = [`The line was not priced: ${(cause as Error).message}.`];
  return { usd: null, unpriced: reason, book: null, effectiveFrom: null, lines: [], explanation };
}

/** A line that cannot be priced still gives a line out, so that results keep their order. */
async function priceEach(file: string, books: readonly string[], nowMs: number): Promise<void> {
  const stack = await openStack(books);
  const printer = createLinePrinter();
  for await (const line of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.trim() === '') continue;
    try {
      printer.print(priceLine(line, stack, nowMs));
    } catch (cause) {
      printer.print(rejected(cause));
    }
  }
  printer.flush();
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
    region: 'text',
    reasoning: 'text',
    'audio-in': 'text',
    'image-in': 'text',
    'audio-out': 'text',
    'image-out': 'text',
    searches: 'text',
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
  const countOf = (name: Exclude<keyof typeof options, 'book'>) => parseCount(options[name] ?? '0', name);
  const line: CallLine = {
    model: required(options.model, 'model'),
    input: parseCount(required(options.input, 'input'), 'input'),
    output: parseCount(required(options.output, 'output'), 'output'),
    cacheRead: countOf('cache-read'),
    cacheWrite: countOf('cache-write'),
    cacheWrite1h: countOf('cache-write-1h'),
    tier: tier as ServiceTier,
    region: options.region ?? '',
    reasoning: countOf('reasoning'),
    audioIn: countOf('audio-in'),
    imageIn: countOf('image-in'),
    audioOut: countOf('audio-out'),
    imageOut: countOf('image-out'),
    searches: countOf('searches'),
  };
  const atMs = options.at === undefined ? nowMs : parseInstant(options.at, 'at');
  printResult(await priceCall(toCall(line, atMs), books));
}
