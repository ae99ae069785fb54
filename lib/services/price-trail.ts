import { WaybillError } from '@/lib/domain/errors';
import type { PriceTrailView, TrailRow } from '@/lib/domain/price-trail-view';
import type { Explainer } from '@/lib/engine/explain-price';
import { tierWords } from '@/lib/engine/explain-price-row';
import {
  countWords,
  datesWords,
  instantWords,
  rateWords,
  termWords,
  UNIT_WORDS,
} from '@/lib/engine/explain-price-words';
import type { ModelNames } from '@/lib/engine/model-names';
import { calendarMonths } from '@/lib/engine/period';
import { type TrailLine, type TrailPart, traceBill } from '@/lib/engine/price-trail';
import type { TrailRequest } from '@/lib/schema/price-trail-params';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { openStack } from './books';
import { getDatabase } from './database';
import { explainerOf } from './price-call';
import { cellsForPolicies, evidenceFor, replayCube, requireWorkload } from './simulate-workload';
import { nameModels, nameVendors } from './studio-names';
import { parseAsOf, type ScenarioView, viewScenario } from './view-scenario';

const MONTHS = 12;
const KINDS = ['model', 'vendor', 'task', 'team'] as const;

/** `model:openai/gpt-4o` and the like. Throws 'bad-input' for anything else. */
export function parsePart(why: string): TrailPart {
  if (why === 'all') return { kind: 'all' };
  const colon = why.indexOf(':');
  const kind = KINDS.find((candidate) => candidate === why.slice(0, colon));
  if (colon < 0 || kind === undefined)
    throw new WaybillError('bad-input', `why names a model:, vendor:, task: or team:, or is all, not "${why}"`);
  return { kind, name: why.slice(colon + 1) };
}

const ROLES: { readonly [role in TrailLine['role']]: string } = {
  answer: '',
  step: 'a step of a chain',
  judge: 'as the judge',
  retry: 'again after an error',
  fallback: 'in place of a model that failed',
  overhead: 'the router’s own cost a request',
  cacheHit: 'answered by a response cache',
};

function titleOf(part: TrailPart, names: ModelNames, vendorName: (provider: string) => string): string {
  if (part.kind === 'all') return 'The whole bill';
  if (part.kind === 'model') return names[part.name] ?? part.name;
  if (part.kind === 'vendor') return vendorName(part.name);
  return part.name === '' ? `No ${part.kind}` : part.name;
}

type Scale = { readonly factor: number; readonly scale: string | null; readonly scaledTo: string };

function scaleOf({ scale, span }: ScenarioView, screen: TrailRequest['screen']): Scale {
  if (!scale.known || span === null) return { factor: 1, scale: null, scaledTo: 'over the log’s span' };
  const days = `the log’s ${countWords(span.days)} ${span.days === 1 ? 'day' : 'days'}`;
  if (screen === 'bills') {
    const startMs = calendarMonths(Date.now(), 2)[1]?.startMs ?? Date.now();
    const yearDays = calendarMonths(startMs, MONTHS).reduce((sum, month) => sum + month.days, 0);
    const factor = scale.dailyFactor * yearDays;
    const how = scale.from === 'span' ? `${yearDays} days ÷ ${days}` : `the requests a day you gave × ${yearDays} days`;
    return { factor, scale: `× ${countWords(factor)} (${how})`, scaledTo: 'over the next twelve months' };
  }
  const how = scale.from === 'span' ? `30 days ÷ ${days}` : 'the requests a day you gave × 30 days';
  return { factor: scale.factor, scale: `× ${countWords(scale.factor)} (${how})`, scaledTo: 'a month' };
}

function toRow(line: TrailLine, key: string, factor: number, names: ModelNames, explainer: Explainer): TrailRow {
  const { model, price, classes, usd, requests, role } = line;
  const units = [...new Set(classes.map(({ unit, pricedAs }) => pricedAs ?? unit))];
  return {
    key,
    modelName: model === null ? 'No model' : (names[model] ?? model),
    role: ROLES[role],
    requests,
    usd,
    scaledUsd: usd * factor,
    classes: classes.map(({ unit, units: count, usdPerMillion, usd: own, pricedAs }) => ({
      label: UNIT_WORDS[unit],
      units: count,
      rate: rateWords(unit, usdPerMillion),
      usd: own,
      why: pricedAs === null ? '' : `no price of its own: costs the ${UNIT_WORDS[pricedAs]} price`,
    })),
    price:
      price === null
        ? null
        : {
            offerId: price.found.row.offerId,
            book: price.found.book,
            version: explainer.versionOf(price.found.book),
            dates: datesWords(price.found.row),
            serviceTier: price.found.row.serviceTier,
            contextTier: price.contextTier === null ? null : `input ${tierWords(price.contextTier)}`,
            hasHours: price.found.row.clock !== null,
            region: price.found.row.region ?? null,
            terms: price.found.applied.map(({ term }) => `${termWords(term)}: ${term.label}`),
            sourceUrl: price.found.row.sourceUrl,
          },
    sentences: price === null ? [] : explainer.explainRow(price, units),
  };
}

function pricesWords(asOf: 'logged' | number): string {
  return asOf === 'logged' ? 'each call at the prices of its own date' : `prices in force on ${instantWords(asOf)}`;
}

/**
 * The price rows that made up a figure of a screen. Throws 'bad-input' where `why` names no figure, 'not-found' where
 * there is no workload, book or policy of the name.
 */
export async function viewPriceTrail(params: ScenarioParams, request: TrailRequest): Promise<PriceTrailView> {
  const part = parsePart(request.why ?? 'all');
  // The overview shows the traffic as it is, whatever plan the address carries.
  const isOverview = request.screen === 'overview';
  const view = await viewScenario(isOverview ? { ...params, p: null, policy: null } : params);
  if (view === null) throw new WaybillError('not-found', 'there is no workload yet');
  const side = view.isKeepAll ? 'today' : (request.whySide ?? 'today');
  const database = await getDatabase();
  const opened = await openStack(view.books);
  const workload = await requireWorkload(database, view.workload.name);
  const table = replayCube(cellsForPolicies(database, workload, [view.policy], opened));
  const asOf = parseAsOf(view.asOf, Date.now());
  const context = { ...opened, policy: view.policy, asOf, evidence: evidenceFor(database, workload.id, opened) };
  const lines = traceBill(table, context, side, part);
  const { factor, scale, scaledTo } = scaleOf(view, request.screen);
  const mentioned = [...lines.flatMap(({ model }) => model ?? []), ...(part.kind === 'model' ? [part.name] : [])];
  const names = nameModels(mentioned, opened.books);
  const explainer = explainerOf(opened);
  const usd = lines.reduce((sum, line) => sum + line.usd, 0);
  return {
    title: titleOf(part, names, nameVendors(opened.books)),
    side,
    hasPlan: !view.isKeepAll,
    usd,
    scaledUsd: usd * factor,
    scale,
    scaledTo,
    span: view.span === null ? 'over the log’s span' : `over the log’s ${countWords(view.span.days)} days`,
    prices: pricesWords(asOf),
    requests: lines.reduce((sum, line) => sum + (line.role === 'overhead' ? 0 : line.requests), 0),
    rows: lines.map((line, i) => toRow(line, String(i), factor, names, explainer)),
  };
}
