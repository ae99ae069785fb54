import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { expectAccessible } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const SESSION = readFileSync('lib/usage/formats/__fixtures__/claude-code/session.constructed.jsonl');

/** Two models, no task: what a gateway without labels writes. */
const PLAIN = [
  'time,model,input_tokens,output_tokens',
  ...Array.from({ length: 120 }, (_, i) => {
    const time = new Date(Date.UTC(2026, 9, 1 + (i % 12), i % 24)).toISOString();
    return `${time},${i % 3 ? 'gpt-4o' : 'gpt-4o-mini'},${i % 3 ? 6000 + i : 300 + i},${100 + i}`;
  }),
].join('\n');

async function drop(page: Page, name: string, buffer: Buffer, workload: string): Promise<void> {
  await page.goto('/usage');
  const file = page.getByRole('article', { name });
  await expect(async () => {
    await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/plain', buffer });
    await expect(file).toBeVisible({ timeout: 2000 });
  }).toPass();
  await file.getByLabel('Workload').first().fill(workload);
}

test('a coding session is known by itself, counted once, and read again adds nothing', async ({ page }) => {
  await drop(page, 'session.jsonl', SESSION, 'Sessions');
  const file = page.getByRole('article', { name: 'session.jsonl' });
  await expect(file).toContainText(/Claude Code/);
  await expectAccessible(page);
  await file.getByRole('button', { name: /^Import/ }).click();
  await expect(file.getByText(/is loaded|calls? (came|is|are)|Not counted/).first()).toBeVisible({ timeout: 30_000 });
  const first = await page.request.get('/api/workloads/Sessions/csv');
  const calls = (await first.text()).trim().split('\n').length;
  expect(calls).toBeGreaterThan(2);

  await drop(
    page,
    'again.zip',
    Buffer.from(zipSync({ 'a/session.jsonl': strToU8(SESSION.toString('utf8')) })),
    'Sessions',
  );
  const again = page.getByRole('article', { name: 'again.zip' });
  await again.getByRole('button', { name: /^Import/ }).click();
  await expect(again.getByText(/duplicate/i).first()).toBeVisible({ timeout: 30_000 });
  const second = await page.request.get('/api/workloads/Sessions/csv');
  expect((await second.text()).trim().split('\n')).toHaveLength(calls);
});

test('a log without labels is told what it lacks, and rules label what is stored', async ({ page }) => {
  await drop(page, 'plain.csv', Buffer.from(PLAIN), 'Plain');
  const file = page.getByRole('article', { name: 'plain.csv' });
  await file.getByRole('button', { name: /^Import/ }).click();
  await expect(file.getByText(/120/).first()).toBeVisible({ timeout: 30_000 });

  await page.goto('/usage?w=Plain');
  const quality = page.getByRole('region', { name: 'Data quality' }).or(page.locator('#data-quality')).first();
  await expect(quality).toContainText(/No request has a task/);
  const suggested = page.getByRole('region', { name: 'Suggested split' });
  await suggested.getByRole('button', { name: 'Use these as tasks' }).click();
  await page.getByRole('button', { name: /^Save \d+ rules?$/ }).click();
  await expect(page.getByRole('group', { name: 'Tasks of Plain' })).toContainText('suggested', { timeout: 20_000 });
  await expectAccessible(page);

  const csv = await page.request.get('/api/workloads/Plain/csv');
  expect(csv.headers()['content-disposition']).toContain('waybill-plain.csv');
  const [header = '', ...lines] = (await csv.text()).trim().split('\n');
  const task = header.split(',').indexOf('task');
  expect(new Set(lines.map((line) => line.split(',')[task])).size).toBeGreaterThan(1);
});

test('a workload can be sketched without a log, and its bill is the one it was made from', async ({ page }) => {
  await page.goto('/usage/sketch');
  await page.getByLabel('I pay a month').fill('3000');
  await page.getByRole('button', { name: /^Model of the bill/ }).click();
  await page.getByLabel('Search the models for Model of the bill').fill('openai/gpt-4o');
  await page
    .getByRole('option')
    .filter({ hasText: /openai\/gpt-4o(?!-)/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Make a row of it' }).click();
  await expect(page.getByRole('button', { name: /Cost a month: \$(2,9|3,0)\d\d/ })).toBeVisible();
  await page.getByLabel('Name of the workload').fill('As planned');
  await page.getByRole('button', { name: 'Create the workload' }).click();
  await page.waitForURL(/usage\?.*w=As/, { timeout: 30_000 });
  await expect(page.getByText('sketched by hand').first()).toBeVisible();
  await page.goto('/?w=As%20planned');
  await expect(page.getByRole('button', { name: /repriced: \$(2,9|3,0)\d\d/ })).toBeVisible({ timeout: 30_000 });
});
