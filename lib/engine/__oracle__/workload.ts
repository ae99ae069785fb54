import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';
import { type Books, factsOf } from './price-one';
import type { Dice } from './seeded';
import { changeoversOf, instantsShowing } from './wall-clock';

/** Sizes at, just under and just over whatever may tell two calls apart: found by hand, not by the engine's cuts. */
export function criticalSizes(policy: Policy, offers: readonly OfferId[], books: Books): number[] {
  const thresholds = offers.flatMap((offerId) => [
    ...(factsOf(books, offerId).contextWindowTokens === undefined
      ? []
      : [factsOf(books, offerId).contextWindowTokens as number]),
    ...books.flatMap((book) =>
      book.rows
        .filter((row) => row.offerId === offerId)
        .flatMap((row) => row.contextTiers.map((tier) => tier.thresholdTokens)),
    ),
  ]);
  const text = JSON.stringify(policy);
  const factors = [1, 1.1, ...[...text.matchAll(/"(?:input|inputFactor)":([\d.]+)/g)].map((match) => Number(match[1]))];
  const products = [...new Set(factors.flatMap((a) => factors.map((b) => a * b)))];
  const scaled = thresholds.flatMap((threshold) => products.map((factor) => Math.floor(threshold / factor)));
  const named = [...text.matchAll(/"(?:atLeast|atMost)":(\d+)/g)].map((match) => Number(match[1]));
  const around = [...new Set([...scaled, ...named])].flatMap((size) => [size - 1, size, size + 1, size + 2]);
  return [0, 1, ...new Set(around.filter((size) => size >= 0))];
}

const DAY_MS = 86_400_000;

/** Instants at, one ms before and one ms after each price edge and each clock edge of a week around `weekMs`. */
export function criticalTimes(offers: readonly OfferId[], books: Books, weekMs: number): number[] {
  const edges: number[] = [];
  const rows = books.flatMap((book) => book.rows.filter((row) => offers.includes(row.offerId)));
  for (const row of rows) for (const edge of [row.validFromMs, row.validToMs]) if (edge !== null) edges.push(edge);
  const midnight = Math.floor(weekMs / DAY_MS) * DAY_MS;
  for (const book of books)
    for (const term of book.terms ?? [])
      for (const edge of [term.validFromMs, term.validToMs]) if (edge !== null) edges.push(edge);
  const hours = new Map<string, { zone: string | undefined; second: number }>();
  for (const { startSecond, endSecond, timeZone: zone } of rows.flatMap((row) => row.clock ?? []))
    for (const second of [startSecond, endSecond]) hours.set(`${zone} ${second}`, { zone, second });
  for (const { zone, second } of hours.values()) {
    for (const day of [0, 1, 2, 5, 6]) edges.push(...instantsShowing(zone, midnight + day * DAY_MS, second));
    if (zone === undefined) continue;
    // Around a changeover the same hours of the clock are other instants, or none, or two.
    for (const change of changeoversOf(zone, new Date(weekMs).getUTCFullYear()))
      for (const day of [-1, 0, 1])
        edges.push(change, ...instantsShowing(zone, (Math.floor(change / DAY_MS) + day) * DAY_MS, second));
  }
  // Between two intervals of an observed book the nearest one changes half-way.
  for (const book of books.filter((candidate) => candidate.observed))
    for (const from of book.rows)
      for (const to of book.rows)
        if (
          from.offerId === to.offerId &&
          from.validToMs !== null &&
          to.validFromMs !== null &&
          to.validFromMs > from.validToMs
        )
          edges.push(Math.floor((from.validToMs + to.validFromMs) / 2));
  return [...new Set([midnight + 12 * 3_600_000, ...edges])].flatMap((edge) => [edge - 1, edge, edge + 1]);
}

export type WorkloadShape = {
  readonly models: readonly string[];
  readonly sizes: readonly number[];
  readonly times: readonly number[];
};

export const TASKS = ['', 'classify', 'extract', 'chat', 'report', 'faq'];
export const TEAMS = ['', 'ops', 'content'];
const REGIONS = ['', '', 'eu', 'eu-west', 'eu-west-1', 'EU-North', 'europe', 'us', 'us-east-1'];
const NEEDS = ['', '', '', 'vision', 'tools', 'tools,vision', 'audio'];
const TAGS = ['', '', 'nightly', 'beta,nightly', 'beta'];

/** One made-up call. Few labels, so that calls share cells; sizes and times mostly where prices change. */
function drawRecord(dice: Dice, shape: WorkloadShape): UsageRecord {
  const usageMissing = dice.chance(0.03);
  const aggregate = dice.chance(0.06);
  const requests = aggregate ? 2 + dice.below(400) : 1;
  const size = dice.chance(0.7) ? dice.pick(shape.sizes) : Math.floor(2 ** (dice.next() * 18));
  const inputTokens = usageMissing ? 0 : size * (aggregate ? requests : 1);
  let left = inputTokens;
  const take = (probability: number) => {
    if (usageMissing || !dice.chance(probability)) return 0;
    const taken = dice.chance(0.2) ? left : dice.below(left + 1);
    left -= taken;
    return taken;
  };
  const cacheReadTokens = take(0.3);
  const cacheWriteTokens = take(0.12);
  const cacheWrite1hTokens = take(0.08);
  const inputAudioTokens = take(0.03);
  const inputImageTokens = take(0.02);
  const outputTokens = usageMissing || dice.chance(0.05) ? 0 : dice.below(4000) * requests;
  left = outputTokens;
  const reasoningTokens = take(0.15);
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens,
    inputAudioTokens,
    inputImageTokens,
    outputTokens,
    reasoningTokens,
    outputAudioTokens: take(0.02),
    outputImageTokens: take(0.01),
    webSearches: dice.chance(0.03) ? 1 + dice.below(3) : 0,
    timeMs: dice.pick(shape.times),
    requestId: '',
    promptHash: '',
    model: dice.pick(shape.models),
    requests,
    aggregate,
    usageMissing,
    loggedCostNanoUsd: dice.chance(0.8) ? dice.below(2_000_000_000) : null,
    latencyMs: dice.chance(0.5) ? dice.below(9000) : null,
    feedback: dice.pick([0, 0, 0, 1, -1]),
    status: dice.pick(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'failed', 'cacheHit']),
    serviceTier: dice.pick(['standard', 'standard', 'standard', 'standard', 'batch', 'flex', 'priority']),
    task: dice.pick(TASKS),
    team: dice.pick(TEAMS),
    language: dice.pick(['', '', 'zh']),
    region: dice.pick(REGIONS),
    needs: dice.pick(NEEDS),
    tags: dice.pick(TAGS),
  };
}

/** A call like another, in most cases in the same cell, with counts of its own. */
function twinOf(dice: Dice, record: UsageRecord): UsageRecord {
  const grown = record.usageMissing ? 0 : dice.below(3);
  return {
    ...record,
    inputTokens: record.inputTokens + grown,
    cacheReadTokens: Math.ceil(record.cacheReadTokens / 2),
    outputTokens: record.outputTokens * 2,
    loggedCostNanoUsd: dice.below(1_000_000_000),
  };
}

/** A made-up log of `count` rows, many of them with a twin. */
export function drawRecords(dice: Dice, count: number, shape: WorkloadShape): UsageRecord[] {
  const records: UsageRecord[] = [];
  while (records.length < count) {
    const record = drawRecord(dice, shape);
    records.push(record);
    if (records.length < count && dice.chance(0.5)) records.push(twinOf(dice, record));
  }
  return records;
}
