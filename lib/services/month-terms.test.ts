import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveBook, listBooks } from '@/db/queries/books';
import { parseOfferId } from '@/lib/domain/ids';
import type { MonthTerm, PriceBook, PriceTerm } from '@/lib/domain/price';
import { allOnOne } from '@/lib/engine/templates';
import { encodePolicy } from '@/lib/schema/policy-url';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { openStack } from './books';
import { getDatabase } from './database';
import { saveBookVersion } from './save-book';
import { listSaved, saveScenario } from './save-scenario';
import { templateBooks } from './studio-stack';
import { viewStudio } from './studio-view';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';
import { exportBills, viewBills } from './view-bills';
import { viewOverview } from './view-overview';
import { viewReturn } from './view-return';

const temp = openTempDatabase();
const base = (label: string) => ({ label, scope: {}, validFromMs: null, validToMs: null, source: 'contract' });
const VOLUME: MonthTerm = {
  ...base('2027 tiers'),
  scope: { offers: ['openai/*'] },
  kind: 'volume',
  measure: 'usd',
  applies: 'above',
  bands: [{ from: 85, percent: -50 }],
};
const COMMITMENT: MonthTerm = { ...base('2027 minimum'), kind: 'commitment', usdPerMonth: 50 };
const FEE: MonthTerm = { ...base('support'), kind: 'fee', usdPerMonth: 7 };
const TERMS: readonly MonthTerm[] = [VOLUME, COMMITMENT, FEE];

async function saveContract(name: string, monthTerms: readonly MonthTerm[], terms: readonly PriceTerm[] = []) {
  const book: Omit<PriceBook, 'version'> = {
    name,
    source: 'contract',
    licence: '',
    observed: false,
    providers: [],
    offers: [],
    rows: [],
    terms,
    monthTerms,
  };
  return saveBookVersion(await getDatabase(), book, { label: '', change: '', builtIn: false });
}

const LIST = ['overrides', 'genai-prices'];
const PARAMS: ScenarioParams = {
  w: 'january',
  p: encodePolicy(allOnOne('openai/gpt-4o-mini')),
  policy: null,
  books: ['acme', ...LIST],
  asOf: 'today',
  rpd: null,
};
const NOTHING = { oneOff: null, running: null, start: null, cash: null, other: null };
const BILLS = { by: 'vendor', side: 'plan' };
const cents = (usd: unknown) => Math.round(Number(usd) * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

beforeAll(async () => {
  await importCalls(temp.folder, 'january', dailyCalls('gpt-4o', 31));
  await saveContract('acme', TERMS);
});
afterAll(temp.remove);

async function studio(params: ScenarioParams) {
  const view = await viewStudio(params);
  if (view === null || 'kind' in view) throw new Error(`no view: ${JSON.stringify(view)}`);
  return { ...view, ...view.answer };
}

// gpt-4o 3.5 a day, gpt-4o-mini 0.21: a 30-day month is 105 and 6.30.
// Today: 105 − 50 % of the 20 above 85 = 95, committed 50 is met, + 7 = 102. Plan: 6.30 + 43.70 unused + 7 = 57.
test('a 30-day month has its volume discount, unused commitment and fee, and the saving is theirs', async () => {
  const { figures, adjustments, ledgerTotals, byModel } = await studio(PARAMS);
  expect(figures.todayUsd).toBeCloseTo(102, 6);
  expect(figures.planUsd).toBeCloseTo(57, 6);
  expect([figures.savingsUsd, figures.savingsPct]).toEqual([45, 44.1]);
  expect(adjustments?.today.lines.map(({ kind, usd }) => [kind, Number(usd.toFixed(6))])).toEqual([
    ['volume', -10],
    ['commitment', 0],
    ['fee', 7],
  ]);
  expect(adjustments?.plan.lines.map(({ usd }) => Number(usd.toFixed(6)))).toEqual([0, 43.7, 7]);
  expect(cents(ledgerTotals.todayUsd)).toBe(sum(byModel.map((row) => cents(row.repricedUsd))));
});

test('terms act after scaling: twice the requests are not twice the bill', async () => {
  // 20 calls a day: 210 a month. − 50 % of 125 = 147.50, + 7.
  expect((await studio({ ...PARAMS, rpd: 20 })).figures.todayUsd).toBeCloseTo(154.5, 6);
});

test('Return and Overview say the same month as the Studio', async () => {
  const returned = await viewReturn(PARAMS, { ...NOTHING, start: '2027-01' });
  expect(returned).toMatchObject({ savingsUsdPerMonth: 45, savingsPct: 44.1, hasMonthTerms: true });
  // January has 31 days: 108.5 − 11.75 + 7 = 103.75 today, 57 under the plan.
  if (returned?.kind !== 'ready') throw new Error('not ready');
  expect(returned.months[0]?.netUsd).toBeCloseTo(46.75, 6);
  expect(returned.delayUsdPerMonth).toBeCloseTo(45, 6);
  const overview = await viewOverview(PARAMS);
  expect(overview).toMatchObject({ best: { savingsUsd: 45, savingsPct: 44.1 }, ignoresMonthTerms: false });
  if (overview?.kind !== 'ready') throw new Error('not ready');
  expect(overview.bill.repricedUsd).toBeCloseTo(102, 6);
});

test.each(['plan', 'today'] as const)(
  'bills of %s carry the terms as lines, to the cent, on screen and in the CSV',
  async (side) => {
    const view = await viewBills(PARAMS, { by: 'vendor', side });
    if (view?.kind !== 'ready') throw new Error('not ready');
    const { text } = await exportBills(PARAMS, { by: 'vendor', side });
    const csv: Record<string, string>[] = parse(text, { bom: true, columns: true });
    let judged = 0;
    for (const [month, startMs] of view.monthStartsMs.entries()) {
      const days =
        (Date.UTC(new Date(startMs).getUTCFullYear(), new Date(startMs).getUTCMonth() + 1) - startMs) / 86_400_000;
      const used = (side === 'plan' ? 0.21 : 3.5) * days;
      const exact = side === 'plan' ? 50 + 7 : used - Math.max(0, used - 85) / 2 + 7;
      expect(Math.abs((view.totalUsdByMonth[month] ?? 0) - exact)).toBeLessThanOrEqual(0.005 + 1e-9);
      expect(sum(view.rows.map((row) => cents(row.usdByMonth[month])))).toBe(cents(view.totalUsdByMonth[month]));
      const own = csv.filter((row) => row.month === new Date(startMs).toISOString().slice(0, 7));
      expect(sum(own.map((row) => cents(row[`${side}_usd`])))).toBe(cents(view.totalUsdByMonth[month]));
      judged++;
    }
    expect(judged).toBe(12);
    expect(view.rows.filter(({ term }) => term !== null).map(({ label }) => label)).toEqual(
      side === 'plan'
        ? ['Unused commitment, 2027 minimum', 'Fee, support']
        : ['Volume discount, 2027 tiers', 'Fee, support'],
    );
    expect(view.notes).toEqual([
      side === 'plan'
        ? 'Volume discount 2027 tiers: its first band is not reached in any of these months.'
        : 'Commitment 2027 minimum: met in each of these months.',
    ]);
    expect(new Set(csv.map((row) => row.line))).toEqual(
      new Set(['usage', 'volume discount', 'unused commitment', 'fee']),
    );
  },
);

test('a term that starts in a month to come is on the bills from that month on', async () => {
  const first = await viewBills(PARAMS, BILLS);
  if (first?.kind !== 'ready') throw new Error('not ready');
  const fromMs = first.monthStartsMs[4] as number;
  await saveContract('later', [{ ...FEE, validFromMs: fromMs }]);
  const view = await viewBills({ ...PARAMS, books: ['later', ...LIST] }, BILLS);
  if (view?.kind !== 'ready') throw new Error('not ready');
  expect(view.rows.find(({ term }) => term === 'fee')?.usdByMonth).toEqual([0, 0, 0, 0, ...new Array(8).fill(7)]);
  expect((await studio({ ...PARAMS, books: ['later', ...LIST] })).adjustments).toBeNull();
});

test('where no month is known the terms are not applied, and that is said', async () => {
  await importCalls(temp.folder, 'one day', dailyCalls('gpt-4o', 1));
  const day = { ...PARAMS, w: 'one day' };
  const view = await studio(day);
  expect(view).toMatchObject({ period: 'span', hasMonthTerms: true, adjustments: null });
  expect(view.figures.todayUsd).toBeCloseTo(3.5, 9);
  expect(await viewOverview(day)).toMatchObject({ ignoresMonthTerms: true, bill: { repricedUsd: 3.5 } });
});

test('the stack is compared with itself without its contracts, the lowest first', async () => {
  await saveContract('gateway', [], [{ ...base('markup'), percent: 10 }]);
  const { comparison, stack } = await studio({ ...PARAMS, books: ['acme', 'gateway', ...LIST] });
  expect(comparison?.steps.map(({ added }) => added)).toEqual([[], ['gateway'], ['acme']]);
  // List 105; + 10 % = 115.5; − 50 % of 30.5 + 7 = 107.25.
  expect(comparison?.steps.map(({ todayUsd }) => Number(todayUsd?.toFixed(6)))).toEqual([105, 115.5, 107.25]);
  expect(comparison?.todayChangeUsd).toBe(2.25);
  expect(stack.map(({ name, terms }) => [name, terms])).toMatchObject([
    ['acme', 3],
    ['gateway', 1],
    ['overrides', 0],
    ['genai-prices', 0],
  ]);
  expect((await studio({ ...PARAMS, books: null })).comparison).toBeNull();
  expect((await studio({ ...PARAMS, books: [...LIST, 'post-b'] })).comparison).toBeNull();
});

test('a saved scenario keeps its version of the contract; a newer one is named, one put away too', async () => {
  await saveScenario('with acme', PARAMS);
  const [saved] = (await listSaved()).scenarios;
  const books = new URLSearchParams(saved?.href.split('?')[1]).get('books')?.split(',') ?? [];
  expect(books[0]).toMatch(/^acme@/);
  const pinned = { ...PARAMS, books };
  expect((await studio(pinned)).stack[0]).toMatchObject({ name: 'acme', terms: 3, newer: null });
  await saveContract('acme', [{ ...FEE, usdPerMonth: 1000 }]);
  const view = await studio(pinned);
  expect(view.figures.todayUsd).toBeCloseTo(102, 6);
  expect(view.stack[0]).toMatchObject({ name: 'acme', newer: 'exists' });
  expect(view.stack[0]?.pinnedMs).toEqual(expect.any(Number));
  expect(await viewOverview({ ...PARAMS, p: null })).toMatchObject({ best: { name: 'with acme', savingsUsd: 45 } });
  archiveBook(await getDatabase(), 'acme', Date.now());
  expect((await studio(pinned)).stack[0]).toMatchObject({ name: 'acme', newer: 'put away' });
});

test('templates look in what ships before own books, in small ones before price maps, never in a history', async () => {
  const database = await getDatabase();
  const priced = (name: string, ids: readonly string[]): Omit<PriceBook, 'version'> => ({
    name,
    source: 'file',
    licence: '',
    observed: false,
    providers: [],
    rows: [],
    offers: ids.map((id) => ({ offerId: parseOfferId(id), name: id, match: null, facts: {}, sameModelAs: null })),
  });
  for (const book of [priced('a price map', ['a/x', 'a/y', 'a/z']), priced('own list', ['a/x'])])
    saveBookVersion(database, book, { label: '', change: '', builtIn: false });
  const names = templateBooks(listBooks(database), await openStack(LIST));
  expect(names.slice(0, 2)).toEqual(['post-b', 'post-cd']);
  expect(names).not.toContain('litellm-history');
  expect(names.indexOf('own list')).toBeLessThan(names.indexOf('a price map'));
});
