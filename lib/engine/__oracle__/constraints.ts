import type { Constraints } from '@/lib/domain/policy';
import type { AccessFact } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { factsOf } from './price-one';
import type { OraclePlan, Replayed } from './replay-request';

type Row = { record: UsageRecord; replayed: Replayed };
type Answer = 'kept' | 'broken' | 'unknown';

const EU_BUT_FOR = ['eu-west-2', 'eu-central-2'];

/** Whether data in a region is in a place, for the regions of the made-up books. */
function isIn(region: string, place: string): boolean {
  if (place === 'EU') return region === 'eu' || (region.startsWith('eu-') && !EU_BUT_FOR.includes(region));
  return region === place.toLowerCase() || region.startsWith(`${place.toLowerCase()}-`);
}

/** What an offer's facts say to each constraint that is about the offer itself. */
function askOffer(plan: OraclePlan, model: string, asked: Constraints): { [name: string]: Answer } {
  const facts = factsOf(plan.books, model);
  const answers: { [name: string]: Answer } = {};
  const put = (name: keyof Constraints, isKnown: boolean, isKept: () => boolean) => {
    if (asked[name] !== undefined) answers[name] = !isKnown ? 'unknown' : isKept() ? 'kept' : 'broken';
  };
  const { regions = [], origin = '', contextWindowTokens = 0, capabilities = {}, access = {} } = facts;
  put('residency', facts.regions !== undefined, () =>
    regions.every((region) => asked.residency?.some((place) => isIn(region, place))),
  );
  put('originIn', facts.origin !== undefined, () => asked.originIn?.includes(origin) === true);
  put('originNotIn', facts.origin !== undefined, () => asked.originNotIn?.includes(origin) === false);
  put('openWeights', facts.openWeights !== undefined, () => facts.openWeights === true);
  put('contextTokensAtLeast', facts.contextWindowTokens !== undefined, () => {
    return contextWindowTokens >= (asked.contextTokensAtLeast ?? 0);
  });
  const needs = asked.needs ?? [];
  const lacks = needs.some((need) => capabilities[need] === false);
  put('needs', lacks || needs.every((need) => capabilities[need] === true), () => !lacks);
  put(
    'notDeprecatedBefore',
    facts.deprecatedOn !== undefined || facts.deprecated === true,
    () => facts.deprecatedOn !== undefined && facts.deprecatedOn >= (asked.notDeprecatedBefore ?? ''),
  );
  const terms = Object.entries(asked.access ?? {}) as [AccessFact, readonly string[]][];
  const isRefused = terms.some(([fact, list]) => access[fact] !== undefined && !list.includes(access[fact]));
  put('access', isRefused || terms.every(([fact]) => access[fact] !== undefined), () => !isRefused);
  put('firstTokenMsAtMost', facts.firstTokenMs !== undefined, () => {
    return (facts.firstTokenMs ?? 0) <= (asked.firstTokenMsAtMost ?? 0);
  });
  put('outputTokensPerSecondAtLeast', facts.outputTokensPerSecond !== undefined, () => {
    return (facts.outputTokensPerSecond ?? 0) >= (asked.outputTokensPerSecondAtLeast ?? 0);
  });
  return answers;
}

/** The calls behind each constraint that breaks or is not known, by `kind | model`, asked call by call. */
export function constraintsBroken(rows: readonly Row[], plan: OraclePlan): Map<string, Set<Row>> {
  const asked = plan.policy.constraints;
  const found = new Map<string, Set<Row>>();
  if (asked === undefined) return found;
  const note = (kind: Answer, name: string, model: string, row: Row) => {
    if (kind === 'kept') return;
    const key = `constraint ${kind}: ${name} | ${model}`;
    found.set(key, (found.get(key) ?? new Set()).add(row));
  };
  const sends = rows
    .filter(({ replayed }) => replayed.planUsd !== null)
    .flatMap((row) => row.replayed.sent.filter(({ requests }) => requests > 0).map((sent) => ({ row, ...sent })));

  const answers = new Map<string, { [name: string]: Answer }>();
  for (const { row, model } of sends) {
    const known = answers.get(model) ?? askOffer(plan, model, asked);
    answers.set(model, known);
    for (const [name, answer] of Object.entries(known)) note(answer, name, model, row);
  }

  if (asked.latencyMsAtMost !== undefined) {
    const limit = asked.latencyMsAtMost * (1 + 1e-9);
    for (const { row, model, moved } of sends) {
      const { firstTokenMs, outputTokensPerSecond } = factsOf(plan.books, model);
      let ms: number | null = null;
      if (moved && firstTokenMs !== undefined && outputTokensPerSecond !== undefined) {
        const alike = sends.filter((sent) => sent.model === model && sent.moved);
        const tokens = alike.reduce((sum, sent) => sum + sent.outputTokens, 0);
        ms =
          firstTokenMs +
          ((tokens / alike.reduce((sum, sent) => sum + sent.requests, 0)) * 1000) / outputTokensPerSecond;
      }
      if (!moved) {
        const timed = rows
          .map(({ record }) => record)
          .filter((record) => record.latencyMs !== null && !record.aggregate && plan.offerOf(record.model) === model);
        if (timed.length > 0) ms = timed.reduce((sum, record) => sum + (record.latencyMs ?? 0), 0) / timed.length;
      }
      note(ms === null ? 'unknown' : ms > limit ? 'broken' : 'kept', 'latencyMsAtMost', model, row);
    }
  }

  for (const [vendor, limit] of Object.entries(asked.vendorShareAtMost ?? {})) {
    const paid = sends.filter(({ row }) => row.replayed.repricedUsd !== null);
    const total = paid.reduce((sum, { usd }) => sum + usd, 0);
    const isOurs = ({ model }: { model: string }) => model.startsWith(`${vendor}/`);
    const share = total === 0 ? 0 : paid.filter(isOurs).reduce((sum, { usd }) => sum + usd, 0) / total;
    if (share > limit * (1 + 1e-9))
      for (const { row } of sends.filter(isOurs)) note('broken', 'vendorShareAtMost', vendor, row);
  }
  return found;
}
