import type { inferParserType } from 'nuqs/server';
import { WaybillError } from '@/lib/domain/errors';
import type { MigrationReturn, NotReady, ReturnInputs, ReturnMonth } from '@/lib/domain/return-view';
import type { Problem } from '@/lib/domain/scenario-view';
import { floorToCent } from '@/lib/engine/ledger';
import { HORIZON_MONTHS, payback } from '@/lib/engine/payback';
import { calendarMonths, DAYS_PER_MONTH } from '@/lib/engine/period';
import { costOfWaiting, runway } from '@/lib/engine/runway';
import type { returnParams, ScenarioParams } from '@/lib/schema/scenario-params';
import { orProblem } from './or-problem';
import { savedPlans, startingPlans } from './plan-links';
import { projectMonths, savingsBetween } from './project-months';
import { basisOf, checkRequestsPerDay, headOf } from './scenario-head';
import { type ScenarioView, viewScenario } from './view-scenario';

export type ReturnParams = inferParserType<typeof returnParams>;

const START_CHOICES = 19;
const WAITING_MONTHS = [1, 3, 6, 12] as const;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The first instant of the month after this one, UTC. */
function nextMonthMs(nowMs: number): number {
  return calendarMonths(nowMs, 2)[1]?.startMs ?? nowMs;
}

const toMonth = (ms: number) => new Date(ms).toISOString().slice(0, 'YYYY-MM'.length);

function parseInputs(params: ReturnParams, nowMs: number): ReturnInputs {
  const { oneOff, running, start, cash, other } = params;
  for (const [name, usd] of [
    ['the one-off cost', oneOff],
    ['the running cost', running],
    ['the cash', cash],
    ['the other spend', other],
  ] as const)
    if (usd !== null && !(usd >= 0)) throw new WaybillError('bad-input', `${name} must be 0 USD or more: ${usd}`);
  if (start !== null && !MONTH.test(start))
    throw new WaybillError('bad-input', `the start month is written YYYY-MM: "${start}"`);
  return {
    oneOffUsd: oneOff ?? 0,
    runningUsdPerMonth: running ?? 0,
    start: start ?? toMonth(nextMonthMs(nowMs)),
    assumed: (['oneOff', 'running', 'start'] as const).filter((name) => params[name] === null),
    cashUsd: cash,
    otherUsdPerMonth: other ?? 0,
  };
}

/** Where within its month the running sum passes zero, taken as even over the month. */
function paybackAt(months: readonly ReturnMonth[], paybackMonths: number | null, oneOffUsd: number): number | null {
  if (paybackMonths === null || oneOffUsd === 0) return null;
  const month = months[paybackMonths - 1];
  if (month === undefined || month.netUsd <= 0) return null;
  return paybackMonths - month.cumulativeUsd / month.netUsd;
}

type Side = 'repricedUsd' | 'planUsd';

/** The bills that Bills shows, on both sides, by the first instant of their months. */
function billsFrom(view: ScenarioView, dailyFactor: number, startMs: number) {
  const { plan, today } = projectMonths(view, dailyFactor, 'model', startMs, HORIZON_MONTHS);
  const sides = { planUsd: plan, repricedUsd: today };
  return (side: Side, monthMs: number) =>
    sides[side].totalUsdByMonth[sides[side].monthStartsMs.indexOf(monthMs)] as number;
}

/** How long the cash lasts at today's bill, and at the plan's with what the migration costs. */
function runways(
  { cashUsd, otherUsdPerMonth, oneOffUsd, runningUsdPerMonth }: ReturnInputs,
  bill: ReturnType<typeof billsFrom>,
  startMs: number,
): MigrationReturn['runway'] {
  if (cashUsd === null) return null;
  const lasts = (side: Side, oneOff: number, running: number) =>
    runway({
      cashUsd,
      oneOffUsd: oneOff,
      usdIn: (monthMs) => bill(side, monthMs) + otherUsdPerMonth + running,
      startMs,
    });
  return { today: lasts('repricedUsd', 0, 0), plan: lasts('planUsd', oneOffUsd, runningUsdPerMonth) };
}

/** What the plan of an address returns on what the migration costs. Null when there is no workload yet. */
export function viewReturn(
  params: ScenarioParams,
  asked: ReturnParams,
): Promise<MigrationReturn | NotReady | Problem | null> {
  return orProblem(async () => {
    checkRequestsPerDay(params);
    const inputs = parseInputs(asked, Date.now());
    const view = await viewScenario(params);
    if (view === null) return null;
    const head = headOf(view, params);
    if (view.isKeepAll)
      return {
        kind: 'no plan',
        head,
        saved: await savedPlans(view.workload.name),
        starts: await startingPlans(view),
      };
    const { savings } = view.simulation;
    if (savings.usd === null) return { kind: 'nothing priced', head };
    if (!view.scale.known) return { kind: 'no month', head, why: view.scale.why };

    const savingsUsdPerDay = savings.usd * view.scale.dailyFactor;
    const startMs = Date.parse(`${inputs.start}-01T00:00:00Z`);
    const { oneOffUsd, runningUsdPerMonth } = inputs;
    const { adjustments, savingsUsd } = view.month;
    const savingsUsdPerMonth = floorToCent(savingsUsd ?? savingsUsdPerDay * DAYS_PER_MONTH) ?? 0;
    const bill = billsFrom(view, view.scale.dailyFactor, startMs);
    const result = payback({
      savingsUsdPerDay,
      oneOffUsd,
      runningUsdPerMonth,
      startMs,
      savingsUsdIn: (monthMs) => savingsBetween(bill('repricedUsd', monthMs), bill('planUsd', monthMs)),
      savingsUsdPerMonth,
      hasOwnMonths: view.monthTerms.length > 0,
    });
    return {
      kind: 'ready',
      head,
      basis: basisOf(view, params),
      inputs,
      starts: calendarMonths(Date.now(), START_CHOICES).map((month) => toMonth(month.startMs)),
      startMs,
      savingsUsdPerDay,
      savingsUsdPerMonth,
      savingsPct: view.month.savingsPct,
      hasMonthTerms: view.monthTerms.length > 0,
      adjustments,
      ...result,
      waiting: costOfWaiting(
        result.months.map(({ netUsd }) => netUsd),
        WAITING_MONTHS,
      ),
      runway: runways(inputs, bill, startMs),
      paybackAt: paybackAt(result.months, result.paybackMonths, oneOffUsd),
    };
  });
}
