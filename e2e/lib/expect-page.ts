import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The number of a figure such as `Savings: $384.00`. */
export async function figure(page: Page, label: RegExp): Promise<number> {
  const text = (await page.getByRole('button', { name: label }).first().textContent()) ?? '';
  return Number(text.replace(/[$,%]/g, '').replace('−', '-'));
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
