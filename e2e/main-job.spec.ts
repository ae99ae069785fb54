import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { parse } from 'yaml';
import { expectAccessible, figure } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** A file that is neither of the two logs: own column names, an unknown model, a bad row. */
const OWN_LOG = [
  'when it was;engine used;what for;who;words in;of which cached;words out;paid',
  ...Array.from({ length: 40 }, (_, i) => {
    const day = String(1 + (i % 10)).padStart(2, '0');
    const model = i % 8 === 7 ? 'house-llm-7b' : i % 3 === 0 ? 'claude-sonnet-4-5' : 'gpt-4o';
    return `2026-10-${day}T0${i % 10}:15:00Z;${model};${i % 2 ? 'faq' : 'code_review'};${i % 2 ? 'care' : 'dev'};${2000 + i * 100};0;${150 + i};0.01`;
  }),
  '2026-10-04T08:00:00Z;gpt-4o;faq;care;-5;0;10;0',
].join('\n');

async function expectNoSideScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

async function startFrom(page: Page, template: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Start from…' }).click();
  await page.getByRole('menuitem', { name: template }).click();
}

test('the sample company: from one click to the config that does it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /sample company/i }).click();
  await expect(page.getByRole('button', { name: /repriced: \$7,671/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('made-up mix').first()).toBeVisible();

  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await page.getByRole('button', { name: /^All on one model/ }).click();
  await expect.poll(() => figure(page, /^Savings: /)).toBeGreaterThan(0);
  const allOnOne = await figure(page, /^Savings: /);

  await startFrom(page, /^Tiers by prompt size/);
  await expect.poll(() => figure(page, /^Savings: /)).not.toBe(allOnOne);
  await startFrom(page, /^80\/20 share/);
  // 80 % of $480 of Claude traffic moves: the plan cannot save more than that.
  await expect.poll(() => figure(page, /^Savings: /)).toBeLessThan(384.01);
  const share = await figure(page, /^Savings: /);
  expect(share).toBeGreaterThan(0);
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Share of Claude');
  await page.getByRole('button', { name: 'Save scenario' }).click();
  await expect(page.getByRole('link', { name: 'Share of Claude', exact: true })).toBeVisible();

  await page.getByRole('main').getByRole('link', { name: 'Return' }).click();
  await page.getByRole('textbox', { name: 'One-off cost' }).fill('1000');
  await expect(page.getByRole('button', { name: /^Pays back in: / })).toBeVisible();
  await expect(page).toHaveURL(/oneOff=1000/);
  await expectAccessible(page);

  await page.getByRole('navigation').getByRole('link', { name: 'Bills' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bills' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Total/ })).toBeVisible();
  const bills = page.waitForEvent('download');
  await page.getByRole('link', { name: /CSV/ }).click();
  const csv = readFileSync(await (await bills).path(), 'utf8');
  expect(csv.split('\n').length).toBeGreaterThan(24);
  await expectAccessible(page);

  await page.getByRole('navigation').getByRole('link', { name: 'Export' }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^Config for LiteLLM/ })).toBeVisible();
  const config = page.waitForEvent('download');
  await page.getByRole('region', { name: 'config.yaml' }).getByRole('link', { name: 'Download' }).click();
  const yaml = parse(readFileSync(await (await config).path(), 'utf8'));
  const shareGroup = yaml.model_list.filter((entry: { model_name: string }) => entry.model_name === 'waybill/share');
  expect(shareGroup.map((entry: { litellm_params: { weight: number } }) => entry.litellm_params.weight)).toEqual([
    80, 20,
  ]);
  await expectAccessible(page);
});

test('a link holds the whole scenario, in a browser that never saw it', async ({ page, browser }) => {
  await page.goto('/studio');
  await page.getByRole('link', { name: 'Share of Claude', exact: true }).click();
  await expect(page).toHaveURL(/[?&]p=/);
  await expect.poll(() => figure(page, /^Savings: /)).toBeGreaterThan(0);
  const savings = await figure(page, /^Savings: /);
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto(page.url());
  await expect.poll(() => figure(fresh, /^Savings: /)).toBe(savings);
  await fresh.close();
});

test('the real log says what it cannot price, and asks for requests a day', async ({ page }) => {
  await page.goto('/usage');
  await page.getByRole('button', { name: 'Load the Aider log' }).click();
  await expect(page.getByText('real log, Aider-AI, Apache-2.0').first()).toBeVisible({ timeout: 30_000 });
  await page.goto('/studio?w=Aider+log');
  await expect(page.getByText(/of the log.s 621 days are empty/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Priced: 87/ })).toBeVisible();
  await expect(page.getByText('openrouter/REDACTED').first()).toBeVisible();
  await expect(page.getByText(/9,990/).first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Requests a day' }).fill('200');
  await expect(page.getByRole('button', { name: /^Today.s bill, a month/ })).toBeVisible();
});

test('a log of one’s own is mapped, imported once, and replayed', async ({ page }) => {
  await page.goto('/usage');
  const drop = () =>
    page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'own log.csv', mimeType: 'text/csv', buffer: Buffer.from(OWN_LOG) });
  await drop();
  const file = page.getByRole('article', { name: 'own log.csv' });
  await expect(file.getByRole('alert')).toContainText('no token column');
  for (const [field, column] of [
    ['Time', 'when it was'],
    ['Model', 'engine used'],
    ['Input tokens', 'words in'],
    ['Output tokens', 'words out'],
    ['Cached tokens', 'of which cached'],
    ['Cost in USD', 'paid'],
    ['Task', 'what for'],
    ['Team', 'who'],
  ] as const)
    await file.getByRole('combobox', { name: `Column for ${field}` }).selectOption(column);
  await expect(file.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);
  await file
    .getByRole('textbox', { name: /workload/i })
    .or(file.getByRole('combobox', { name: /workload/i }))
    .first()
    .fill('Own');
  await file.getByRole('button', { name: /^Import/ }).click();
  await expect(file.getByText(/40/).first()).toBeVisible({ timeout: 30_000 });
  await expect(file.getByText('house-llm-7b').first()).toBeVisible();

  await page.goto('/studio?w=Own');
  await expect(page.getByRole('button', { name: /^Priced: 87\.5%/ })).toBeVisible();
  await page.getByRole('button', { name: /^All on one model/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /The plan costs/ })).toBeVisible();
  for (const screen of ['Return', 'Bills', 'Export', 'Overview']) {
    await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
    await expectAccessible(page);
  }
});

test('a broken file is refused in words and leaves nothing', async ({ page }) => {
  await page.goto('/usage');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from([0, 1, 2, 0, 255, 80, 78, 71]) });
  await expect(page.getByRole('article', { name: 'broken.csv' }).getByRole('alert')).toContainText(/binary|text/i);
  await page.goto('/studio?w=no-such-workload');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('no-such-workload');
});

test('every screen fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/', '/usage', '/catalog', '/studio', '/return', '/bills', '/export']) {
    await page.goto(`${path}?w=Sample+company`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSideScroll(page);
  }
});
