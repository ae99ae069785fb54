import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, figure } from './lib/expect-page';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const headline = (page: Page) => page.locator('#answer [role=status]').first();

test('the cheapest plan at 97 % of today’s quality: found, changed, taken back, saved, opened elsewhere', async ({
  page,
  browser,
}) => {
  await page.goto('/');
  const load = page.getByRole('button', { name: /sample company/i });
  if (await load.count()) await load.first().click();
  await expect(page.getByText('made-up mix').first()).toBeVisible({ timeout: 60_000 });
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

  await page.getByText('Show the evidence').click();
  await expect(page.getByRole('heading', { name: 'In which order to migrate' })).toBeVisible();
  await expectAccessible(page);
});
