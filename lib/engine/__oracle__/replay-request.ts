import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { CascadeRoute, Policy, Route } from '@/lib/domain/policy';
import type { ServiceTier, TokenCounts, UsageRecord } from '@/lib/domain/usage';
import { meets, withoutSize } from './matches';
import { type Books, cardAt, costsCachedAsInput, costUsd, factsOf, findPrice } from './price-one';
import { underTerms } from './terms-of';

/** Everything a replay is computed with; the oracle shares no code with the engine but the resolver of names. */
export type OraclePlan = {
  readonly policy: Policy;
  readonly asOf: 'logged' | number;
  readonly books: Books;
  readonly offerOf: (name: string) => OfferId | null;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: readonly Evidence[];
  /** What the makers' own offers answered to the items of a benchmark. */
  readonly answers: readonly OracleItem[];
  readonly benchmarkOf: (task: string, language: string) => string | null;
};

export type OracleItem = { benchmark: string; item: string; offerId: OfferId; score: number };

type Judgement = { score: number; prior: boolean; independent: boolean };
type Sent = { model: string; moved: boolean; requests: number; inputTokens: number; outputTokens: number; usd: number };

/** What one call (or one sum of calls) came to on both sides; null: no price. */
export type Replayed = {
  repricedUsd: number | null;
  planUsd: number | null;
  unpriced: { reason: string; model: string } | null;
  sent: Sent[];
  before: Judgement | null;
  after: Judgement | null;
  rule: string;
  violations: Set<string>;
  cacheAtInputPrice: boolean;
  extrapolated: boolean;
};

class Unpriceable extends Error {
  readonly model: string;
  constructor(reason: string, model: string) {
    super(reason);
    this.model = model;
  }
}

/** One call to one model: what is sent on, how often, and what the model writes (null: what was logged, × factor). */
type Call = {
  model: string;
  share: number;
  inputFactor: number;
  outputFactor: number;
  writes: number | null;
  fallback: readonly string[];
};

class RequestReplay {
  readonly plan: OraclePlan;
  readonly record: UsageRecord;
  readonly source: OfferId | null;
  readonly benchmark: string | null;
  readonly result: Replayed;

  constructor(plan: OraclePlan, record: UsageRecord) {
    this.plan = plan;
    this.record = record;
    this.source = record.model === '' ? null : plan.offerOf(record.model);
    this.benchmark = plan.benchmarkOf(record.task, record.language);
    this.result = {
      repricedUsd: null,
      planUsd: null,
      unpriced: null,
      sent: [],
      before: null,
      after: null,
      rule: '',
      violations: new Set(),
      cacheAtInputPrice: false,
      extrapolated: false,
    };
  }

  run(): Replayed {
    const { record, plan, result } = this;
    const { route, tier, hitRate } = this.choose();
    if (record.status === 'cacheHit') {
      result.repricedUsd = 0;
      result.planUsd = 0;
      return result;
    }
    if (record.usageMissing) return this.fail('no token counts', record.model);
    const baseline = this.attempt(() => this.repriced());
    if (typeof baseline === 'number') result.repricedUsd = baseline;
    else this.fail(baseline.message, record.model);
    result.before = this.source === null ? null : this.judge(this.source);

    // The plan is followed even where the baseline has no price: what does not fit is named all the same.
    const answer = this.attempt(() => this.follow(route, tier, 1 - hitRate));
    if (answer instanceof Unpriceable) {
      if (result.unpriced === null) this.fail(answer.message, answer.model);
      return result;
    }
    result.planUsd = answer.usd + record.requests * (plan.policy.assumptions?.overheadUsdPerRequest ?? 0);
    result.after = answer.quality;
    return result;
  }

  attempt<T>(run: () => T): T | Unpriceable {
    try {
      return run();
    } catch (problem) {
      if (problem instanceof Unpriceable) return problem;
      throw problem;
    }
  }

  /** The call on its own model: its cache split, its size and its service tier as logged. */
  repriced(): number {
    if (this.record.model === '') throw new Unpriceable('no model name', '');
    if (this.source === null) throw new Unpriceable('unknown model', this.record.model);
    const stays = { model: this.source, share: 1, inputFactor: 1, outputFactor: 1, writes: null, fallback: [] };
    return this.bill(stays, this.source, this.record.serviceTier);
  }

  fail(reason: string, model: string): Replayed {
    this.result.unpriced = { reason, model };
    return this.result;
  }

  warn(kind: string, model: string): void {
    this.result.violations.add(`${kind} | ${model}`);
  }

  /** The first rule that matches; an aggregate row that only a size kept from a rule is counted. */
  choose(): { route: Route; tier: ServiceTier; hitRate: number } {
    const { policy, offerOf } = this.plan;
    const { record } = this;
    const rule = policy.rules.find((candidate) => {
      const matches = meets(record, candidate.when, offerOf);
      if (!matches && record.aggregate && candidate.when?.inputTokens !== undefined)
        if (meets(record, withoutSize(candidate.when), offerOf))
          this.warn('size unknown (aggregate rows)', this.source ?? record.model);
      return matches;
    });
    this.result.rule = rule?.id ?? 'otherwise';
    return {
      route: rule?.route ?? policy.otherwise,
      tier: (policy.serviceTier ?? []).find((entry) => meets(record, entry.when, offerOf))?.tier ?? record.serviceTier,
      hitRate: (policy.cache ?? []).find((entry) => meets(record, entry.when, offerOf))?.hitRate ?? 0,
    };
  }

  judge(offerId: OfferId): Judgement | null {
    if (this.benchmark === null) return null;
    const maker = this.plan.makerOf(offerId);
    const runs = this.plan.evidence
      .filter((run) => run.offerId === maker && run.benchmark === this.benchmark)
      .filter((run) => (run.sampleSize === null ? run.kind === 'prior' : run.sampleSize >= 30));
    const own = runs.filter((run) => run.kind !== 'prior');
    const pool = own.length > 0 ? own : runs;
    const largest = Math.max(...pool.map((run) => run.sampleSize ?? 0));
    // Of runs alike in size and date the first one stated stands.
    const [latest] = pool
      .filter((run) => (run.sampleSize ?? 0) === largest)
      .sort((a, b) => (b.measuredOn ?? '').localeCompare(a.measuredOn ?? ''));
    return latest === undefined ? null : { score: latest.score, prior: latest.kind === 'prior', independent: false };
  }

  pairFactor(offerId: OfferId, side: 'input' | 'output'): number {
    const pair = (this.plan.policy.assumptions?.factors ?? []).find(
      ({ from, to }) =>
        (from === this.record.model || (this.source !== null && this.plan.offerOf(from) === this.source)) &&
        this.plan.offerOf(to) === offerId,
    );
    return pair?.[side] ?? 1;
  }

  /** Sizes are compared at input × (pair factor × step factor), in this order. */
  factors(call: Call, offerId: OfferId): { input: number; output: number } {
    if (offerId === this.source) return { input: call.inputFactor, output: call.outputFactor };
    return {
      input: this.pairFactor(offerId, 'input') * call.inputFactor,
      output: this.pairFactor(offerId, 'output') * call.outputFactor,
    };
  }

  /** Whether the call goes where it was not before: then it must fit, and its prompt cache is lost. */
  isMoved(call: Call, offerId: OfferId): boolean {
    return offerId !== this.source || call.writes !== null;
  }

  countsFor(call: Call, offerId: OfferId): TokenCounts {
    const { record } = this;
    const factor = this.factors(call, offerId);
    const kept = this.isMoved(call, offerId) ? (this.plan.policy.assumptions?.promptCacheKept ?? 0) : 1;
    const writes = call.writes;
    const output = writes === null ? factor.output : 0;
    return {
      inputTokens: record.inputTokens * factor.input,
      cacheReadTokens: record.cacheReadTokens * factor.input * kept,
      cacheWriteTokens: record.cacheWriteTokens * factor.input * kept,
      cacheWrite1hTokens: record.cacheWrite1hTokens * factor.input * kept,
      inputAudioTokens: record.inputAudioTokens * factor.input,
      inputImageTokens: record.inputImageTokens * factor.input,
      outputTokens: writes === null ? record.outputTokens * output : writes * record.requests,
      reasoningTokens: record.reasoningTokens * output,
      outputAudioTokens: record.outputAudioTokens * output,
      outputImageTokens: record.outputImageTokens * output,
      // A judge reads and gives a verdict; it searches nothing.
      webSearches: writes === null ? record.webSearches : 0,
    };
  }

  /** What the whole row costs on one offer, in USD, sent once. */
  bill(call: Call, offerId: OfferId, tier: ServiceTier): number {
    const { record, plan, result } = this;
    const dateMs = plan.asOf === 'logged' ? record.timeMs : plan.asOf;
    const asked = { offerId, dateMs, clockMs: record.timeMs, region: record.region, tier };
    const found = findPrice(plan.books, asked);
    if (typeof found === 'string') throw new Unpriceable(found, offerId);
    const counts = this.countsFor(call, offerId);
    const size = record.aggregate ? null : record.inputTokens * this.factors(call, offerId).input;
    const stated = cardAt(found.row, size);
    const card = underTerms(plan.books, found.book, stated, offerId, found.row.serviceTier, dateMs);
    const usd = costUsd(counts, record.requests, card);
    if (typeof usd === 'string') throw new Unpriceable(usd, offerId);
    if (record.aggregate && found.row.contextTiers.length > 0)
      this.warn('context tier unknown (aggregate rows)', offerId);
    if (found.standardInstead) this.warn('service tier without a price', offerId);
    if (found.extrapolated) result.extrapolated = true;
    if (costsCachedAsInput(counts, card)) result.cacheAtInputPrice = true;
    return usd;
  }

  /** Why a call does not fit an offer, 'fit unknown' or null. A call on its own offer, not grown, is known to fit. */
  misfit(call: Call, offerId: OfferId): string | null {
    const factor = this.factors(call, offerId).input;
    const facts = factsOf(this.plan.books, offerId);
    const size = this.record.aggregate ? null : this.record.inputTokens * factor;
    const isTooLong = size !== null && facts.contextWindowTokens !== undefined && size > facts.contextWindowTokens;
    if (!this.isMoved(call, offerId)) return isTooLong && factor > 1 ? 'does not fit: context' : null;
    const needs = this.record.needs.split(',').filter((need) => need !== '');
    if (needs.some((need) => facts.capabilities?.[need] === false)) return 'does not fit: needs';
    if (isTooLong) return 'does not fit: context';
    const isKnown = size !== null && facts.contextWindowTokens !== undefined;
    return isKnown && needs.every((need) => facts.capabilities?.[need] === true) ? null : 'fit unknown';
  }

  /**
   * Sends a call to the first model of its list that fits. With an error rate e, attempt k happens with
   * probability e^k: the first model, its retries, then the fallbacks that fit; the last attempt answers.
   */
  send(call: Call, tier: ServiceTier, sentShare: number): { usd: number; offerId: OfferId } {
    const { record, plan } = this;
    const errorRate = plan.policy.assumptions?.errorRate ?? 0;
    const fits: (OfferId | string)[] = [];
    const problems: [string, string][] = [];
    for (const name of [call.model, ...call.fallback]) {
      const offerId = plan.offerOf(name);
      const kind = offerId === null ? null : this.misfit(call, offerId);
      if (kind?.startsWith('does not fit')) problems.push([kind, offerId ?? name]);
      else {
        if (kind !== null && fits.length === 0) this.warn(kind, offerId ?? name);
        fits.push(offerId ?? name);
      }
    }
    const first = fits[0];
    if (first === undefined) {
      const [kind, model] = problems[0] as [string, string];
      this.warn(kind, model);
      throw new Unpriceable('does not fit', model);
    }
    const retries = plan.policy.errors?.retries ?? 0;
    const attempts =
      errorRate === 0 ? [first] : [first, ...Array.from({ length: retries }, () => first), ...fits.slice(1)];
    let usd = 0;
    attempts.forEach((model, k) => {
      if (plan.offerOf(model) === null) throw new Unpriceable('unknown model', model);
      const offerId = model as OfferId;
      const isLast = k === attempts.length - 1;
      const answers = call.share * sentShare * errorRate ** k * (isLast ? 1 : 1 - errorRate);
      const cost = this.bill(call, offerId, tier) * answers;
      const factor = this.factors(call, offerId);
      usd += cost;
      this.result.sent.push({
        model: offerId,
        moved: this.isMoved(call, offerId),
        requests: record.requests * answers,
        inputTokens: record.inputTokens * factor.input * answers,
        outputTokens:
          (call.writes === null ? record.outputTokens * factor.output : call.writes * record.requests) * answers,
        usd: cost,
      });
    });
    return { usd, offerId: first as OfferId };
  }

  follow(route: Route, tier: ServiceTier, sentShare: number): { usd: number; quality: Judgement | null } {
    const fallback = route.fallback ?? [];
    const plain = { share: 1, inputFactor: 1, outputFactor: 1, writes: null, fallback };
    if ('keep' in route || 'model' in route) {
      const model = 'keep' in route ? (this.source ?? this.record.model) : route.model;
      const { usd, offerId } = this.send({ ...plain, model }, tier, sentShare);
      return { usd, quality: this.judge(offerId) };
    }
    if ('split' in route) {
      const weights = route.split.reduce((sum, part) => sum + part.weight, 0);
      let usd = 0;
      let score = 0;
      let prior = false;
      let independent = false;
      let isJudged = true;
      for (const part of route.split) {
        const share = part.weight / weights;
        const sent = this.send({ ...plain, model: part.model, share }, tier, sentShare);
        const own = this.judge(sent.offerId);
        usd += sent.usd;
        if (own === null) isJudged = false;
        else score += share * own.score;
        if (own?.prior) prior = true;
        if (own?.independent) independent = true;
      }
      return { usd, quality: isJudged ? { score, prior, independent } : null };
    }
    if ('chain' in route) {
      let usd = 0;
      let last: OfferId | null = null;
      for (const step of route.chain) {
        const call = {
          ...plain,
          model: step.model,
          inputFactor: step.inputFactor ?? 1,
          outputFactor: step.outputFactor ?? 1,
        };
        const sent = this.send(call, tier, sentShare);
        usd += sent.usd;
        last = sent.offerId;
      }
      return { usd, quality: last === null ? null : this.judge(last) };
    }
    return this.cascade(route, tier, sentShare);
  }

  /** The items of the benchmark that both models answered: what each answer was worth. */
  both(first: OfferId, next: OfferId): { first: number; next: number }[] {
    const of = (offerId: OfferId) =>
      this.plan.answers.filter((answer) => answer.benchmark === this.benchmark && answer.offerId === offerId);
    const pairs = of(first).flatMap((answer) =>
      of(next)
        .filter(({ item }) => item === answer.item)
        .map(({ score }) => ({ first: answer.score, next: score })),
    );
    return first === next || pairs.length < 30 ? [] : pairs;
  }

  /** The items of a cascade of two models, where both are known and enough of them are. */
  pairsOf(route: CascadeRoute): { first: number; next: number }[] {
    const offers = route.cascade.map(({ model }) => this.plan.offerOf(model));
    const [first, next] = offers;
    if (offers.length !== 2 || !first || !next) return [];
    return this.both(this.plan.makerOf(first), this.plan.makerOf(next));
  }

  /** Each item by itself: the judge takes so much of a good answer, so much of a bad one; the rest goes on. */
  onItems(pairs: { first: number; next: number }[], accept: number, errs: number): number {
    const good = pairs.filter(({ first, next }) => first > 0 && first >= next).length / pairs.length;
    const ofGood = Math.max(Math.min(accept, good * (1 - errs)), accept - (1 - good));
    const sum = pairs.reduce((total, { first, next }) => {
      const taken = first > 0 && first >= next ? ofGood / good : (accept - ofGood) / (1 - good);
      return total + taken * first + (1 - taken) * next;
    }, 0);
    return sum / pairs.length;
  }

  /** Every attempt and every verdict is billed for the share of calls that reaches it. */
  cascade(route: CascadeRoute, tier: ServiceTier, sentShare: number): { usd: number; quality: Judgement | null } {
    const { judge } = route;
    const errs = judge?.errorRate ?? 0;
    const pairs = this.pairsOf(route);
    const accepts = route.cascade.slice(0, -1).map((attempt) => {
      if (attempt.accept !== undefined) return attempt.accept;
      if (pairs.length > 0) {
        const taken = pairs.map(({ first, next }) => (first > 0 && first >= next ? 1 - errs : errs));
        return taken.reduce((sum, each) => sum + each, 0) / pairs.length;
      }
      const offerId = this.plan.offerOf(attempt.model);
      if (offerId === null) throw new Unpriceable('unknown model', attempt.model);
      const expected = this.judge(offerId)?.score;
      if (expected === undefined) throw new Unpriceable('no accept share for the cascade', offerId);
      return expected * (1 - errs) + (1 - expected) * errs;
    });
    const steps: { accept: number; own: Judgement | null }[] = [];
    let usd = 0;
    let reached = 1;
    let isAsNamed = true;
    for (const [i, attempt] of route.cascade.entries()) {
      const call = { inputFactor: 1, outputFactor: 1, fallback: route.fallback ?? [] };
      const sent = this.send({ ...call, model: attempt.model, share: reached, writes: null }, tier, sentShare);
      usd += sent.usd;
      const accept = accepts[i];
      if (accept !== undefined && judge !== undefined) {
        const reads = {
          model: judge.model,
          share: reached,
          inputFactor: judge.inputFactor ?? 1.1,
          outputFactor: 1,
          fallback: [],
        };
        usd += this.send({ ...reads, writes: judge.outputTokens ?? 16 }, tier, sentShare).usd;
      }
      if (sent.offerId !== this.plan.offerOf(attempt.model)) isAsNamed = false;
      steps.push({ accept: accept ?? 1, own: this.judge(sent.offerId) });
      reached *= 1 - (accept ?? 1);
    }
    const [first, next] = steps;
    if (isAsNamed && pairs.length > 0 && first?.own && next?.own) {
      const score = this.onItems(pairs, first.accept, errs);
      return { usd, quality: { score, prior: first.own.prior || next.own.prior, independent: false } };
    }
    const last = steps[steps.length - 1];
    let quality = last?.own ?? null;
    for (const { accept, own } of steps.slice(0, -1).reverse()) {
      if (accept === 1) quality = own === null ? null : { ...own, score: Math.min(1, own.score * (1 - errs)) };
      else if (own === null || quality === null) quality = null;
      else
        quality = {
          score: Math.min(accept, own.score * (1 - errs)) + (1 - accept) * quality.score,
          prior: own.prior || quality.prior,
          independent: true,
        };
    }
    return { usd, quality };
  }
}

/** Replays one call (or one sum of calls) under a policy. */
export function replayRequest(plan: OraclePlan, record: UsageRecord): Replayed {
  return new RequestReplay(plan, record).run();
}
