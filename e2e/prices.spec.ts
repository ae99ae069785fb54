import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, figure } from './lib/expect-page';

const LIST_USD = 7671;
// 20 % off the $7,191 that OpenAI bills, then 5 % off the part above $5,000 that is left of the whole.
const CONTRACT_USD = 6232.8;
const VOLUME_USD = 61.64;
const MONTH_USD = CONTRACT_USD - VOLUME_USD;
// 30 % off, and 5 % off the rest above $5,000.
const NEWER_USD = LIST_USD - 2157.3 - 25.69;
const STUDIO = '/studio?w=Sample+company&books=Contract+E2E,overrides,genai-prices';

/** A price file of our template: one row, or some. */
const priceFile = (...rows: readonly string[]) => ({
  name: 'house-list.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['offer,input,output,source', ...rows].join('\n')),
});

type GivenFile = ReturnType<typeof priceFile>;

/** Gives the page a price file; again where it came before the page could take it. */
async function giveFile(page: Page, file: GivenFile): Promise<void> {
  await page.goto('/catalog/books/add/file');
  await expect(async () => {
    await page.locator('input[type=file]').first().setInputFiles(file);
    await expect(page.getByRole('button', { name: 'Choose another file' })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function dropPrices(page: Page, file: GivenFile): Promise<void> {
  await giveFile(page, file);
  await expect(page.getByRole('heading', { name: 'What would change' })).toBeVisible();
}

async function applyPrices(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Apply as a new version of house-list' }).click();
  await expect(page.getByRole('heading', { name: 'house-list' })).toBeVisible();
}

test.beforeAll(async ({ request }) => {
  const loaded = await request.post('/api/samples', { data: { sample: 'company' } });
  expect(loaded.ok(), await loaded.text()).toBe(true);
});

test('a contract over the list lowers the bill to the cent', async ({ page }) => {
  await page.goto('/catalog/books');
  await page.getByRole('link', { name: 'New contract' }).click();
  await page.getByRole('textbox', { name: 'Name of the book' }).fill('Contract E2E');
  await page.getByRole('textbox', { name: 'Where it is written' }).first().fill('Order form 12');
  const term = page.getByRole('group', { name: 'Term 1', exact: true });
  await term.getByRole('textbox', { name: 'Name of the term' }).fill('OpenAI');
  await term.getByRole('textbox', { name: 'Percent' }).fill('20');
  await term.getByRole('combobox', { name: 'Models' }).fill('openai/*');
  await term.getByRole('combobox', { name: 'Models' }).press('Enter');
  await expect(term.getByText('1. 20 % off openai/*')).toBeVisible();
  await page.getByRole('button', { name: 'Add a month term' }).click();
  const volume = page.getByRole('group', { name: 'Month term 1' });
  await volume.getByRole('textbox', { name: 'Name of the term' }).fill('big months');
  await volume.getByRole('textbox', { name: 'Band 1: from' }).fill('5000');
  await expect(page.getByText(/openai\/gpt-4o \w+ \$[\d.]+ → \$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save the contract' }).click();
  await expect(page.getByText('20 % off openai/*')).toBeVisible();
  await expectAccessible(page);

  await page.goto(STUDIO);
  await expect(page.getByRole('button', { name: /^Today.s bill, a month: / })).toBeVisible();
  expect(await figure(page, /^Today.s bill, a month: /)).toBeCloseTo(MONTH_USD, 2);
  const changes = page.getByRole('region', { name: /^What the contract changes/ });
  await expect(changes.getByRole('row', { name: /^At list/ })).toContainText('$7,671.00');
  await expect(changes.getByRole('row', { name: /^Difference to list/ })).toContainText('−$1,499.84');
  await expectAccessible(page);
});

test('Bills show the discount of a month as a line, and the prices behind a vendor', async ({ page }) => {
  await page.goto(STUDIO.replace('/studio', '/bills'));
  const table = page.getByRole('group', { name: 'Projected bills by month', exact: true });
  await expect(table).toBeVisible();
  const months = await table.getByRole('columnheader').allTextContents();
  const june = months.findIndex((name) => /^Jun /.test(name));
  const juneOf = (row: RegExp) => table.getByRole('row', { name: row }).locator('th, td').nth(june);
  await expect(juneOf(/^Volume discount, big months/)).toHaveText('−$61.64');
  await expect(juneOf(/^Total/)).toHaveText('$6,171.16');
  await expectAccessible(page);

  await table.getByRole('button', { name: /the prices behind OpenAI/ }).click();
  const trail = page.getByRole('dialog', { name: 'Why: OpenAI' });
  await expect(trail.getByText(/20 % off.*OpenAI/).first()).toBeVisible();
  await expectAccessible(page);
});

test('a scenario keeps the version of the contract it was computed with', async ({ page }) => {
  await page.goto(STUDIO);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Under contract');
  await page.getByRole('button', { name: 'Save scenario' }).click();
  await expect(page.getByRole('link', { name: 'Under contract', exact: true })).toBeVisible();

  await page.goto('/catalog/books/Contract%20E2E/edit');
  await page.getByRole('group', { name: 'Term 1', exact: true }).getByRole('textbox', { name: 'Percent' }).fill('30');
  await page.getByRole('textbox', { name: 'Why this change' }).fill('renewed');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Versions', exact: true })
      .getByRole('table')
      .getByRole('row', { name: /renewed/ }),
  ).toBeVisible();

  await page.goto('/studio?w=Sample+company');
  await page.getByRole('link', { name: 'Under contract', exact: true }).click();
  await expect(page.getByText('A newer version exists.')).toBeVisible();
  expect(await figure(page, /^Today.s bill, a month: /)).toBeCloseTo(MONTH_USD, 2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use the newest Contract E2E' }).click();
  await expect.poll(() => figure(page, /^Today.s bill, a month: /)).toBeCloseTo(NEWER_USD, 2);
});

test('a price file is looked at before it is taken: new, changed, gone, and a slip of the unit', async ({ page }) => {
  const first = priceFile('house/small,1,4,list', 'house/large,5,20,list', 'house/old,2,8,list');
  await dropPrices(page, first);
  await expect(page.getByText('Prices: 0 changed, 3 new, 0 gone, 0 the same.')).toBeVisible();
  await applyPrices(page);

  await dropPrices(page, priceFile('house/small,1.2,4,list', 'house/large,0.005,20,list', 'house/next,3,9,list'));
  await expect(page.getByText('Prices: 2 changed, 1 new, 1 gone, 0 the same.')).toBeVisible();
  await expect(page.getByText(/^1 suspicious/)).toBeVisible();
  const changes = page.getByRole('group', { name: 'Changes', exact: true });
  await expect(changes.getByRole('row', { name: /house\/large/ })).toContainText('check the unit');
  await expect(changes.getByRole('row', { name: /house\/small/ })).not.toContainText('check the unit');
  await expect(changes.getByRole('row', { name: /^gone house\/old/ })).toBeVisible();
  await expectAccessible(page);

  const mended = priceFile('house/small,1.2,4,list', 'house/large,5,20,list', 'house/next,3,9,list');
  await dropPrices(page, mended);
  await applyPrices(page);
  await expectAccessible(page);
  await dropPrices(page, mended);
  await expect(page.getByText('Prices: 0 changed, 0 new, 0 gone, 3 the same.')).toBeVisible();
});

test('a file that holds no prices is refused in words', async ({ page }) => {
  const broken = { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"a": [1,') };
  await giveFile(page, broken);
  await expect(page.getByRole('main').getByRole('alert')).toContainText(/JSON|price/);
  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
});

test('the calculator names the rule of a tier, and refuses more cached tokens than there are', async ({ page }) => {
  await page.goto('/catalog/calculator?model=claude-sonnet-4-5&input=200000&output=500');
  await expect(page.getByText(/\$0\.6075 a request/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Input tokens' }).fill('200001');
  await expect(page.getByText(/\$1\.211256 a request/)).toBeVisible();
  await expect(page.getByText(/200,001 > 200,000: the whole request is priced by the tier/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Cache read' }).fill('200002');
  await expect(page.getByText(/cached tokens .* exceed input tokens/)).toBeVisible();
  await expect(page.getByText(/a request, /)).toHaveCount(0);
});

test('a name that no rule knows is mapped in place, and the coverage rises', async ({ page }) => {
  await page.goto('/usage');
  const calls = Array.from({ length: 20 }, (_, i) => {
    const model = i % 2 ? 'zz-inhouse-model' : 'gpt-4o';
    return `2026-10-${String(1 + i).padStart(2, '0')}T08:00:00Z,${model},1000,100`;
  });
  const log = ['time,model,input_tokens,output_tokens', ...calls].join('\n');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'inhouse.csv', mimeType: 'text/csv', buffer: Buffer.from(log) });
  const file = page.getByRole('article', { name: 'inhouse.csv' });
  await file
    .getByRole('textbox', { name: /workload/i })
    .or(file.getByRole('combobox', { name: /workload/i }))
    .first()
    .fill('In-house');
  await file.getByRole('button', { name: /^Import/ }).click();
  await expect(file.getByText('zz-inhouse-model').first()).toBeVisible({ timeout: 30_000 });
  await page.goto('/studio?w=In-house');
  await expect(page.getByRole('button', { name: /^Priced: 50%/ })).toBeVisible();

  await page.goto('/catalog/names?w=In-house');
  const unknown = page.getByRole('region', { name: 'Names without an offer', exact: true }).getByRole('table');
  await expectAccessible(page);
  await unknown
    .getByRole('row', { name: /zz-inhouse-model/ })
    .getByRole('link')
    .click();
  const mapping = page.getByRole('dialog', { name: 'zz-inhouse-model' });
  await mapping.getByRole('textbox', { name: 'Any offer' }).fill('openai/gpt-4o-mini');
  await page
    .getByRole('option', { name: /^openai\/gpt-4o-mini \$/ })
    .first()
    .click();
  await expect(mapping.getByRole('heading', { name: 'As openai/gpt-4o-mini' })).toBeVisible();
  await expectAccessible(page);
  await mapping.getByRole('button', { name: 'Save the mapping' }).click();
  await expect(page.getByText('Every logged name has found its offer.')).toBeVisible();
  await page.goto('/studio?w=In-house');
  await expect(page.getByRole('button', { name: /^Priced: 100%/ })).toBeVisible();
});

test('a price is set by hand with a reason, and withdrawn', async ({ page }) => {
  await page.goto('/catalog?offer=openai%2Fgpt-4o-mini');
  const offer = page.getByRole('dialog');
  await offer.getByRole('button', { name: 'Set a price by hand' }).click();
  await offer.getByRole('textbox', { name: 'Input', exact: true }).fill('0.33');
  await offer.getByRole('textbox', { name: 'Reason' }).fill('annex B has another price');
  await offer.getByRole('textbox', { name: 'Source' }).fill('contract 7, annex B');
  await offer.getByRole('button', { name: 'Set the price' }).click();
  await expect(offer.getByText('Set by hand: annex B has another price')).toBeVisible();
  await expectAccessible(page);
  const price = () => page.goto('/catalog/calculator?model=openai%2Fgpt-4o-mini&input=1000000&output=0');
  await price();
  await expect(page.getByText(/\$0\.33 a request/).filter({ visible: true })).toBeVisible();
  await page.goto('/catalog?offer=openai%2Fgpt-4o-mini');
  await offer.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await offer.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(offer.getByText('Set by hand:')).toHaveCount(0);
  await price();
  await expect(page.getByText(/\$0\.15 a request/).filter({ visible: true })).toBeVisible();
});

test('an address holds three offers side by side', async ({ page }) => {
  const offers = ['openai/gpt-4o', 'anthropic/claude-sonnet-4-5', 'deepseek/deepseek-v4-flash'];
  await page.goto(`/catalog/compare?offers=${offers.join()}`);
  for (const offer of offers) await expect(page.getByText(offer).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/catalog/compare?offers=${offers[0]},nobody/knows-it`);
  await expect(page.getByText('No price book has nobody/knows-it.').first()).toBeVisible();
});

test('conflicts and price books answer', async ({ page }) => {
  for (const path of ['/catalog/conflicts', '/catalog/books', '/catalog/books/genai-prices']) {
    await page.goto(path);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expectAccessible(page);
  }
});
