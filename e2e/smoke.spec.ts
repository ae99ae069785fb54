import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const SCREENS = ['/', '/usage', '/catalog', '/studio', '/return', '/bills', '/export'] as const;

for (const path of SCREENS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} answers, is quiet and is accessible (${colorScheme})`, async ({ page, baseURL }) => {
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== baseURL) problems.push(`left the machine: ${request.url()}`);
      });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });

      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('load');

      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
      expect(problems).toEqual([]);
    });
  }
}

test('the navigation leads to every screen and keeps the scenario', async ({ page }) => {
  await page.goto('/studio?w=march&policy=3&asOf=logged&tab=rules');
  await page.getByRole('link', { name: 'Bills' }).click();
  await expect(page).toHaveURL('/bills?w=march&policy=3&asOf=logged');
  await expect(page.getByRole('link', { name: 'Bills' })).toHaveAttribute('aria-current', 'page');
});

test('an address that does not exist answers 404 in the frame of the app', async ({ page }) => {
  const response = await page.goto('/nothing-here');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible();
});

test('on a phone the menu opens, leads on and closes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('link', { name: 'Catalog' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catalog' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close the menu' })).toBeHidden();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('pages, files and API refuse a host or an origin that is not ours', async ({ request }) => {
  for (const path of ['/', '/icon.svg', '/schema/policy.v1.json', '/api/anything']) {
    expect((await request.get(path, { headers: { Host: 'evil.example' } })).status(), path).toBe(421);
    expect((await request.get(path, { headers: { Origin: 'https://evil.example' } })).status(), path).toBe(403);
    const embedded = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' };
    expect((await request.get(path, { headers: embedded })).status(), path).toBe(403);
  }
});

test('every answer carries the security headers and none names the server', async ({ request }) => {
  for (const path of ['/', '/icon.svg']) {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-powered-by']).toBeUndefined();
  }
});
