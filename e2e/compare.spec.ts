import { deflateRawSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const LOG = [
  'time,model,task,input_tokens,output_tokens',
  ...Array.from({ length: 60 }, (_, i) => {
    const day = String(1 + (i % 30)).padStart(2, '0');
    return `2026-09-${day}T0${i % 10}:15:00Z,gpt-4o,${i % 3 ? 'tickets' : 'reports'},100000,10000`;
  }),
].join('\n');

const MINI = { waybill: 1, name: 'Mini', rules: [], otherwise: { model: 'openai/gpt-4o-mini' } };
const CASCADE = {
  ...MINI,
  name: 'Cascade',
  otherwise: {
    cascade: [{ model: 'openai/gpt-4o-mini', accept: 0.5 }, { model: 'openai/gpt-4o' }],
    judge: { model: 'openai/gpt-4o-mini' },
  },
  cache: [{ kind: 'exact', hitRate: 0.1 }],
};

async function save(page: Page, name: string, policy: object, asOf = '2026-10-01'): Promise<void> {
  const p = deflateRawSync(JSON.stringify(policy)).toString('base64url');
  await page.goto(`/studio?w=Compare+E2E&p=${p}&asOf=${asOf}`);
  const field = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(async () => {
    await field.fill(name);
    await expect(field).toHaveValue(name);
  }).toPass();
  await page.getByRole('button', { name: 'Save scenario' }).click();
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
}

async function add(page: Page, name: string): Promise<void> {
  const option = page.getByRole('option', { name: `${name} (Compare E2E)` });
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Add a saved scenario' }).click();
    await expect(option).toBeVisible({ timeout: 1000 });
  }).toPass();
  await option.click();
}

async function expectNoSideScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

test.beforeAll(async ({ request }) => {
  const loaded = await request.post('/api/uploads?workload=Compare+E2E&fileName=compare.csv', {
    data: Buffer.from(LOG),
  });
  expect(loaded.ok(), await loaded.text()).toBe(true);
});

test.afterAll(async ({ request }) => {
  expect((await request.delete('/api/workloads/Compare%20E2E')).ok()).toBe(true);
});

test('two saved scenarios side by side, why they differ, and the same again by its address', async ({
  page,
  browser,
  baseURL,
}) => {
  await save(page, 'Mini, everywhere', MINI);
  await save(page, 'Mini first', CASCADE);
  await page.goto('/compare');
  const table = page.getByRole('group', { name: 'Scenarios side by side' });
  await add(page, 'Mini first');
  await expect(table.getByRole('link', { name: 'Mini first' })).toBeVisible();
  await add(page, 'Mini, everywhere');
  await expect(table.getByRole('link', { name: 'Mini, everywhere' })).toBeVisible();
  // Sixty calls of 100K in and 10K out: $21.00 on GPT-4o, $1.26 on GPT-4o mini.
  await expect(table.getByRole('row', { name: /^Today’s bill/ })).toContainText('$21.00');
  await expect(table.getByRole('row', { name: /^Plan/ })).toContainText('$1.26');

  await page.getByRole('button', { name: 'Move Mini, everywhere to the left' }).click();
  await expect(page.getByRole('columnheader').first()).toContainText('Mini, everywhere');
  const why = page.getByRole('region', { name: 'Why they differ' });
  await expect(why.getByRole('img', { name: /^From Mini, everywhere to Mini first/ })).toBeVisible();
  const causes = why.getByRole('table');
  for (const cause of ['Price', 'Response cache', 'Extra attempts', 'Judges'])
    await expect(causes.getByRole('row', { name: new RegExp(`^${cause} `) })).toHaveCount(1);
  const cents = async (row: RegExp, column: number) => {
    const text = await causes.getByRole('row', { name: row }).getByRole('cell').nth(column).textContent();
    return Math.round(100 * Number((text ?? '').replace(/[$,+]/g, '').replace('−', '-')));
  };
  const steps = await causes.getByRole('row').count();
  let sum = await cents(/^Mini, everywhere/, 1);
  for (let row = 2; row < steps - 1; row++) {
    const text = await causes.getByRole('row').nth(row).getByRole('cell').first().textContent();
    sum += Math.round(100 * Number((text ?? '').replace(/[$,+]/g, '').replace('−', '-')));
  }
  expect(sum).toBe(await cents(/^Mini first/, 1));

  await why.getByRole('combobox', { name: 'Which two bills' }).selectOption({ label: 'Today → Mini first' });
  await expect(why.getByRole('img', { name: /^From Today to Mini first/ })).toBeVisible();
  await expect(page).toHaveURL(/why=Mini/);
  await expectAccessible(page);

  const other = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 } });
  const phone = await other.newPage();
  await phone.goto(page.url());
  await expect(phone.getByRole('columnheader').first()).toContainText('Mini, everywhere');
  await expect(phone.getByRole('img', { name: /^From Today to Mini first/ })).toBeVisible();
  await expectNoSideScroll(phone);
  await expectAccessible(phone);
  await other.close();
});

test('bills of other dates are not subtracted', async ({ page }) => {
  await save(page, 'Mini, own dates', MINI, 'logged');
  await page.goto(`/compare?${new URLSearchParams({ s: 'Mini first,Mini%2C own dates' })}`);
  await expect(page.getByRole('note')).toContainText('prices of different dates');
  await expect(page.getByRole('region', { name: 'Why they differ' })).toContainText(
    'These two bills are not subtracted.',
  );
  await page.getByRole('button', { name: 'Take Mini first off the comparison' }).click();
  const table = page.getByRole('group', { name: 'Scenarios side by side' });
  await expect(table.getByRole('columnheader')).toHaveCount(1);
  await expect(page.getByRole('note')).toHaveCount(0);
});
