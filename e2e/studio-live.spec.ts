import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, figure } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const headline = (page: Page) => page.locator('#answer [role=status]').first();

test('the cheapest plan at 97 % of today’s quality: found, changed, taken back, saved, compared, opened elsewhere', async ({
  page,
  browser,
}) => {
  expect((await page.request.post('/api/samples', { data: { sample: 'company' } })).ok()).toBe(true);
  await page.goto('/studio?w=Sample+company');
  const passes: string[] = [];
  await page.getByRole('button', { name: /^Find it at 97/ }).click();
  await expect.poll(() => figure(page, /^Savings: /)).toBeGreaterThan(1000);
  await expect(page.getByText('a replay of the rules gives the same')).toBeVisible();
  await expect(page).toHaveURL(/floor=0\.97/);
  const found = (await headline(page).textContent()) ?? '';
  await expectAccessible(page);

  page.on('request', (request) => {
    const { rsc, 'next-router-prefetch': prefetch } = request.headers();
    if (rsc !== undefined && prefetch === undefined && new URL(request.url()).pathname === '/studio')
      passes.push(request.url());
  });
  const floor = page.getByRole('slider', { name: /Quality floor/ });
  await floor.focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
  await expect(headline(page)).not.toHaveText(found);
  const growth = page.getByRole('slider', { name: /Growth of the traffic/ });
  await growth.focus();
  await page.keyboard.press('ArrowRight');
  await expect(headline(page)).toContainText('12 months from now');
  expect(passes, 'the server is not asked for what the cells answer').toEqual([]);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(headline(page)).not.toContainText('12 months from now');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(headline(page)).toHaveText(found);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(headline(page)).not.toHaveText(found);
  await page.keyboard.press('Control+z');
  await expect(headline(page)).toHaveText(found);

  await expect(page).toHaveURL(/floor=0\.97(&|$)/);
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto(page.url());
  await expect(headline(fresh)).toHaveText(found);
  await fresh.close();

  const save = async (name: string) => {
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('button', { name: 'Save scenario' }).click();
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  };
  await save('Floor of 97');
  await floor.focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
  await expect(headline(page)).not.toHaveText(found);
  await save('Floor of 98');

  const reopened = await (await browser.newContext()).newPage();
  await reopened.goto('/studio?w=Sample+company');
  await reopened.getByRole('link', { name: 'Floor of 97', exact: true }).click();
  await expect(headline(reopened)).toHaveText(found);
  await expect(reopened).toHaveURL(/floor=0\.97(&|$)/);
  await reopened.getByRole('link', { name: /^Compare (them|the latest)/ }).click();
  await expect(reopened).toHaveURL(/\/compare\?s=/);
  for (const name of ['Floor of 97', 'Floor of 98'])
    await expect(reopened.getByRole('columnheader', { name: new RegExp(name) }).first()).toBeVisible();
  await reopened.close();

  await page.getByText('Show the evidence').click();
  await expect(page.getByRole('heading', { name: 'In which order to migrate' })).toBeVisible();
  await expectAccessible(page);
});

test('a floor that no plan keeps names what is in the way; a limit on models is solved at supposed prices too', async ({
  page,
}) => {
  await page.goto('/studio?w=Sample+company&floor=1.05');
  await expect(page.getByText(/^No plan keeps 105% of today’s quality: the most is /)).toBeVisible();
  await page.goto('/studio?w=Sample+company&floor=0.97&kmax=1&price=openai/*:-20');
  await expect(page.getByText(/^At most 1 model: without it the plan would cost/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('a replay of the rules gives the same')).toBeVisible();
  await expect(page.getByText('Supposed: prices of openai −20%.')).toBeVisible();
});
