/** Input to paint of the Studio's sliders in a real browser, on a running production build: WAYBILL_URL and a workload. */
import { chromium, type Page } from '@playwright/test';
import type { Policy } from '@/lib/domain/policy';
import { encodePolicy } from '@/lib/schema/policy-url';
import { machine, median, p95 } from './lib/report';

const URL_ = process.env.WAYBILL_URL ?? '';
if (URL_ === '') {
  console.log('skipped: set WAYBILL_URL to a running production build with the workload');
  process.exit(0);
}
const WORKLOAD = process.env.BENCH_WORKLOAD ?? 'Sample company';
const MOVES = Number(process.env.BENCH_RUNS ?? 120);

/** A move that has changed no figure by then changes none. */
const UNCHANGED_AFTER_MS = 600;

/** Presses an arrow key on a slider as often as asked; from each key to the frame after the figures have changed, in ms. */
async function movesOf(page: Page, slider: RegExp, moves: number): Promise<{ ms: number[]; changed: number }> {
  const thumb = page.getByRole('slider', { name: slider }).first();
  await thumb.focus();
  const ms: number[] = [];
  let changed = 0;
  for (let move = 0; move < moves; move++) {
    const direction = Math.floor(move / 30) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft';
    await page.evaluate((LATEST_MS) => {
      const state = globalThis as unknown as { painted: Promise<{ ms: number; isChanged: boolean }> };
      const figures = () => document.querySelector('[aria-label="The answer in figures"]')?.textContent ?? '';
      state.painted = new Promise((resolve) => {
        const before = figures();
        addEventListener(
          'keydown',
          (event) => {
            // The instant of the key, which may lie before a busy page hears of it.
            const started = event.timeStamp;
            const look = () =>
              requestAnimationFrame(() => {
                // A task after the frame's callbacks: what they changed is painted by then.
                const channel = new MessageChannel();
                channel.port1.onmessage = () => {
                  const passed = performance.now() - started;
                  if (figures() !== before || passed > LATEST_MS)
                    resolve({ ms: passed, isChanged: figures() !== before });
                  else look();
                };
                channel.port2.postMessage(null);
              });
            look();
          },
          { once: true, capture: true },
        );
      });
    }, UNCHANGED_AFTER_MS);
    await page.keyboard.press(direction);
    const painted = await page.evaluate(
      () => (globalThis as unknown as { painted: Promise<{ ms: number; isChanged: boolean }> }).painted,
    );
    if (!painted.isChanged) continue;
    ms.push(painted.ms);
    changed++;
  }
  return { ms, changed };
}

const browser = await chromium.launch({
  executablePath: process.env.WAYBILL_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
// tsx names the functions it compiles by this; the page knows none.
await page.addInitScript('globalThis.__name = (value) => value');
const read = page.waitForResponse(/\/cube/);
// Rules with a share and a response cache, so that there are sliders of both.
const policy: Policy = {
  waybill: 1,
  name: 'bench',
  rules: [],
  otherwise: {
    split: [
      { model: process.env.BENCH_FIRST ?? 'openai/gpt-4o', weight: 50 },
      { model: process.env.BENCH_NEXT ?? 'openai/gpt-4o-mini', weight: 50 },
    ],
  },
  cache: [{ kind: 'exact', hitRate: 0.3, ttlSeconds: 3600 }],
};
const query = `w=${encodeURIComponent(WORKLOAD)}&p=${encodeURIComponent(encodePolicy(policy))}&growth=1&price=*:-10`;
await page.goto(`${URL_}/studio?${query}`);
await read;
await page.waitForTimeout(1500);
await page.getByText('Answer cache').first().click();
console.log(machine());
for (const [what, slider] of [
  ['share of a split', /^Share of .+ in /],
  ['share of a response cache', /^Share of calls answered by /],
  ['growth', /^Growth of the traffic/],
  ['price change', /^All prices/],
  ['quality floor', /^Quality floor/],
  ['growth, with a floor set', /^Growth of the traffic/],
  ['price change, with a floor set', /^All prices/],
] as const) {
  const { ms, changed } = await movesOf(page, slider, MOVES);
  if (changed === 0) throw new Error(`no figure changed as ${what} moved`);
  console.log(
    `${what.padEnd(34)} ${changed} of ${MOVES} moves changed the figures: median ${median(ms).toFixed(0)} ms, p95 ${p95(ms).toFixed(0)} ms of 50`,
  );
}
await browser.close();
