import { deflateRawSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const SCREEN = '/catalog/evidence?w=Judged+E2E';
const ITEMS = 60;

const LOG = [
  'time,model,task,input_tokens,output_tokens',
  ...Array.from({ length: 40 }, (_, i) => {
    const day = String(1 + (i % 20)).padStart(2, '0');
    return `2026-10-${day}T0${i % 10}:15:00Z,gpt-4o,${i % 4 ? 'tickets' : 'invoices'},${1000 + i},100`;
  }),
].join('\n');

/** gpt-4o is right on 45 of 60 items, gpt-4o-mini on 30 of those 45, and a name that no book knows on one. */
const EVALS = [
  'item,task,model,score,usd',
  ...Array.from({ length: ITEMS }, (_, i) => `${i},triage,gpt-4o,${i < 45 ? 1 : 0},0.01`),
  ...Array.from({ length: ITEMS }, (_, i) => `${i},triage,gpt-4o-mini,${i < 30 ? 1 : 0},0.001`),
  '0,triage,zz-house-judge,1,',
  '1,triage,gpt-4o-mini,a lot,0.001',
].join('\n');

const evalFile = { name: 'triage-e2e.csv', mimeType: 'text/csv', buffer: Buffer.from(EVALS) };

async function expectNoSideScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

test.beforeAll(async ({ request }) => {
  const loaded = await request.post('/api/uploads?workload=Judged+E2E&fileName=judged.csv', { data: Buffer.from(LOG) });
  expect(loaded.ok(), await loaded.text()).toBe(true);
});

test('an eval file with a broken line is imported, and says what it left out and whom it does not know', async ({
  page,
}) => {
  await page.goto(SCREEN);
  await expect(page.getByRole('region', { name: 'Your own evals' })).toBeVisible();
  await expect(async () => {
    await page.locator('input[type=file]').first().setInputFiles(evalFile);
    await expect(page.getByRole('textbox', { name: 'Name of the eval set' })).toHaveValue('triage-e2e', {
      timeout: 1000,
    });
  }).toPass();
  await page.getByRole('button', { name: 'Import the evals' }).click();
  const outcome = page.getByRole('region', { name: 'Import of triage-e2e' });
  await expect(outcome.getByText(/Line 123: /)).toBeVisible();
  await expect(outcome.getByRole('link', { name: 'say what zz-house-judge is' })).toHaveAttribute(
    'href',
    '/catalog/names?name=zz-house-judge',
  );
  await expectAccessible(page);

  await expect(page).toHaveURL(/eval=triage-e2e/);
  const pairs = page.getByRole('group', { name: 'Paired differences of triage-e2e', exact: true });
  await expect(pairs.getByRole('row', { name: /gpt-4o is better by .* points/ })).toBeVisible();
  await expect(page.getByText('Perfect hindsight')).toBeVisible();
});

test('a task is judged by the eval, and the quality of the Studio is the eval’s', async ({ page }) => {
  await page.goto(SCREEN);
  const tasks = page.getByRole('group', { name: 'Tasks of Judged E2E', exact: true });
  const judge = tasks.getByRole('combobox', { name: 'What judges tickets' });
  await expect(async () => {
    const own = judge.locator('option', { hasText: /triage/ }).first();
    await judge.selectOption((await own.getAttribute('value')) ?? '');
    await expect(tasks.getByRole('row', { name: /^tickets/ })).toContainText('Chosen by you', { timeout: 3000 });
  }).toPass();
  await expect(tasks.getByRole('row', { name: /^tickets/ })).toContainText('100.0%');
  await page.reload();
  await expect(tasks.getByRole('row', { name: /^tickets/ })).toContainText('Chosen by you');

  const radius = tasks.getByRole('textbox', { name: 'Blast radius of tickets' });
  await radius.fill('5');
  await radius.press('Enter');
  await expect(async () => {
    await page.reload();
    await expect(radius).toHaveValue('5', { timeout: 1000 });
  }).toPass();

  await page.goto(`${SCREEN}&task=tickets`);
  const scores = page.getByRole('group', { name: /^Scores on .*triage/ }).last();
  await expect(scores.getByRole('row', { name: /^gpt-4o-mini/i })).toContainText('50%');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideScroll(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  const policy = { waybill: 1, name: 'Mini', rules: [], otherwise: { model: 'openai/gpt-4o-mini' } };
  await page.goto(`/studio?w=Judged+E2E&p=${deflateRawSync(JSON.stringify(policy)).toString('base64url')}`);
  await expect(page.getByRole('main').getByText(/\b75%/).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('main').getByText(/\b50%/).filter({ visible: true }).first()).toBeVisible();
});

test('evidence below the gate does not count until the gate is lowered by hand', async ({ page }) => {
  await page.goto(`${SCREEN}&task=tickets`);
  const tasks = page.getByRole('group', { name: 'Tasks of Judged E2E', exact: true });
  const gate = page.getByRole('textbox', { name: 'Sample gate of this workload' });
  const setGate = (value: string) =>
    expect(async () => {
      await gate.fill(value);
      await gate.press('Enter');
      await page.reload();
      await expect(gate).toHaveValue(value, { timeout: 1000 });
    }).toPass();
  await setGate('61');
  await expect(tasks.getByRole('row', { name: /^tickets/ })).toContainText('0.0%');
  await expect(page.getByText('n = 60, below the gate of 61: does not count').first()).toBeVisible();
  await setGate('20');
  await expect(tasks.getByRole('row', { name: /^tickets/ })).toContainText('100.0%');
  await expect(page.getByText(/Lowered from 30/)).toBeVisible();
  await expectAccessible(page);
  await setGate('30');
});

test('the sample eval is loaded with one click, and an eval set is deleted', async ({ page }) => {
  await page.goto(SCREEN);
  const evals = page.getByRole('group', { name: 'Eval sets', exact: true });
  await page.getByRole('button', { name: 'Load a sample: RouteLLM GSM8K' }).click();
  await expect(evals.getByRole('row', { name: /RouteLLM GSM8K/ })).toContainText('1,319', { timeout: 30_000 });
  await expect(page.getByText(/gpt-4-1106-preview is better by 18\.8 to 24\.9 points/).first()).toBeVisible();
  await evals.getByRole('button', { name: 'Delete the evals triage-e2e' }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(evals.getByRole('row', { name: /triage-e2e/ })).toHaveCount(0);
});
