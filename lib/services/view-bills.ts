import type { inferParserType } from 'nuqs/server';
import { BILL_GROUPINGS, BILL_SIDES, type BillRow, type Bills } from '@/lib/domain/bills-view';
import { WaybillError } from '@/lib/domain/errors';
import type { NotReady } from '@/lib/domain/return-view';
import type { Problem } from '@/lib/domain/scenario-view';
import type { BillGrouping, BillLine, ProjectedBills } from '@/lib/engine/bills';
import { monthTermTitle } from '@/lib/engine/month-terms';
import { calendarMonths } from '@/lib/engine/period';
import { floorToTenth } from '@/lib/engine/summarise';
import { toSlug } from '@/lib/gateways/slug';
import type { billsParams, ScenarioParams } from '@/lib/schema/scenario-params';
import { noteIdleTerms } from './bill-notes';
import { openStack } from './books';
import { orProblem } from './or-problem';
import { type Projection, projectMonths, savingsBetween } from './project-months';
import { basisOf, checkRequestsPerDay, headOf } from './scenario-head';
import { nameModels, nameVendors } from './studio-names';
import { parseAsOf, type ScenarioView, viewScenario } from './view-scenario';
import { type CsvCell, writeCsv } from './write-csv';

export type BillsParams = inferParserType<typeof billsParams>;

const MONTHS = 12;
const ISO_DATE_CHARS = 10;
const ISO_MONTH_CHARS = 7;
/** What the CSV calls a line that is not usage. */
const TERM_LINES = { volume: 'volume discount', commitment: 'unused commitment', fee: 'fee' } as const;

function parseChoice<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new WaybillError('bad-input', `${name} is ${choices.join(' or ')}, not "${text}"`);
  return found;
}

function assumptionOf(view: ScenarioView, params: ScenarioParams): string {
  const level =
    params.rpd === null
      ? "the log's own daily level"
      : `${params.rpd.toLocaleString('en-US')} requests a day in the log's mix`;
  const asOf = parseAsOf(view.asOf, Date.now());
  const prices =
    asOf === 'logged'
      ? 'each call at the prices of its own date'
      : `prices as of ${new Date(asOf).toISOString().slice(0, ISO_DATE_CHARS)}`;
  return `Flat: ${level} × the days of each month, ${prices}.`;
}

function project(view: ScenarioView, dailyFactor: number, by: BillGrouping): Projection {
  const startMs = calendarMonths(Date.now(), 2)[1]?.startMs ?? Date.now();
  return projectMonths(view, dailyFactor, by, startMs, MONTHS);
}

/** Written names of vendors and models. */
async function openNames(view: ScenarioView) {
  const { books } = await openStack(view.books);
  const models = nameModels(
    view.simulation.byModel.map((row) => row.model),
    books,
  );
  return {
    vendor: nameVendors(books),
    model: (offerId: string) => models[offerId] ?? offerId,
  };
}

/** `Volume discount, contract 2027`. */
function termLabel({ term, totalUsd }: BillLine): string | null {
  return term === undefined ? null : `${monthTermTitle({ kind: term.kind, usd: totalUsd })}, ${term.label}`;
}

/** The next twelve calendar months as they would be billed. Null when there is no workload yet. */
export function viewBills(params: ScenarioParams, choices: BillsParams): Promise<Bills | NotReady | Problem | null> {
  return orProblem(async () => {
    checkRequestsPerDay(params);
    const by = parseChoice('the grouping', choices.by, BILL_GROUPINGS);
    const asked = parseChoice('the side', choices.side, BILL_SIDES);
    const view = await viewScenario(params);
    if (view === null) return null;
    const head = headOf(view, params);
    if (view.simulation.baseline.repricedUsd === null) return { kind: 'nothing priced', head };
    if (!view.scale.known) return { kind: 'no month', head, why: view.scale.why };

    const side = view.isKeepAll ? 'today' : asked;
    const { plan, today } = project(view, view.scale.dailyFactor, by);
    const names = await openNames(view);
    const shown = side === 'plan' ? plan : today;
    const rows = shown.lines.map(
      (line): BillRow => ({
        key: line.name,
        label: termLabel(line) ?? names[by](line.name),
        term: line.term?.kind ?? null,
        usdByMonth: line.usdByMonth,
        totalUsd: line.totalUsd,
      }),
    );
    const savingsUsd = savingsBetween(today.totalUsd, plan.totalUsd);
    return {
      kind: 'ready',
      head,
      basis: basisOf(view, params),
      by,
      side,
      monthStartsMs: shown.monthStartsMs,
      rows,
      totalUsdByMonth: shown.totalUsdByMonth,
      totalUsd: shown.totalUsd,
      todayUsd: today.totalUsd,
      planUsd: plan.totalUsd,
      savingsUsd,
      savingsPct: today.totalUsd === 0 ? null : floorToTenth((100 * savingsUsd) / today.totalUsd),
      hasMonthTerms: view.monthTerms.length > 0,
      notes: noteIdleTerms(shown.adjustments),
      assumption: assumptionOf(view, params),
    };
  });
}

function vendorOf(model: string): string {
  const slash = model.indexOf('/');
  return slash > 0 ? model.slice(0, slash) : model;
}

/**
 * The bills as one tidy table, a row per month and vendor or model, both sides in columns; what they rest on stands
 * in the last columns, so that the first line is the header and nothing must be cut off.
 */
export async function exportBills(
  params: ScenarioParams,
  choices: BillsParams,
): Promise<{ readonly fileName: string; readonly text: string }> {
  checkRequestsPerDay(params);
  const by = parseChoice('the grouping', choices.by, BILL_GROUPINGS);
  const view = await viewScenario(params);
  if (view === null) throw new WaybillError('not-found', 'there is no workload yet');
  if (!view.scale.known)
    throw new WaybillError('bad-input', `say how many requests a day there are (rpd): ${view.scale.why}`);
  if (view.simulation.baseline.repricedUsd === null)
    throw new WaybillError('bad-input', 'no request is priced on both sides, so there is no bill');
  const { plan, today } = project(view, view.scale.dailyFactor, by);
  const names = await openNames(view);
  const { simulation, inputs } = view;
  const basis: readonly (readonly [name: string, cell: CsvCell])[] = [
    ['workload', view.workload.name],
    ['workload_note', view.workload.note],
    ['plan', view.isKeepAll ? '' : view.policy.name],
    ['assumption', assumptionOf(view, params)],
    ['covered_requests_pct', Math.floor(simulation.pricedPct * 10) / 10],
    ['covered_tokens_pct', Math.floor(simulation.pricedTokensPct * 10) / 10],
    ['price_books', inputs.books.map((book) => `${book.name} ${book.version}`).join('; ')],
    ['inputs_hash', inputs.hash],
  ];
  const usdOf = ({ lines }: ProjectedBills, name: string, month: number) =>
    lines.find((line) => line.name === name)?.usdByMonth[month] ?? 0;
  const lines = new Map([...today.lines, ...plan.lines].map((line) => [line.name, line]));
  const inOrder = [...lines.values()].sort((a, b) => Number(a.term !== undefined) - Number(b.term !== undefined));
  const rows = today.monthStartsMs.flatMap((startMs, month) =>
    inOrder.map(({ name, ...line }) => [
      new Date(startMs).toISOString().slice(0, ISO_MONTH_CHARS),
      line.term === undefined ? 'usage' : TERM_LINES[line.term.kind],
      line.term?.label ?? names.vendor(by === 'vendor' ? name : vendorOf(name)),
      ...(by === 'model' ? [line.term === undefined ? name : ''] : []),
      'USD',
      usdOf(plan, name, month),
      usdOf(today, name, month),
      ...basis.map(([, cell]) => cell),
    ]),
  );
  const columns = [
    'month',
    'line',
    'vendor',
    ...(by === 'model' ? ['model'] : []),
    'currency',
    'plan_usd',
    'today_usd',
  ];
  return {
    fileName: `waybill-bills-${toSlug(view.workload.name) || 'workload'}-by-${by}.csv`,
    text: writeCsv([...columns, ...basis.map(([name]) => name)], rows),
  };
}
