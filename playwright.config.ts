import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/lib/browser.mjs';

const PORT = Number(process.env.WAYBILL_E2E_PORT ?? 3199);
// The workers read this file again: they must see the database of the server.
process.env.WAYBILL_E2E_DB ??= join(mkdtempSync(join(tmpdir(), 'waybill-e2e-')), 'waybill.db');

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'line',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: { executablePath: findChromium() ?? undefined, args: CHROMIUM_ARGS },
  },
  // The main job begins as a new user does: with an empty database.
  projects: [
    { name: 'new user', testMatch: 'main-job.spec.ts', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'desktop', testIgnore: 'main-job.spec.ts', use: { viewport: { width: 1440, height: 900 } } },
  ],
  webServer: {
    command: `node scripts/build.mjs && node node_modules/next/dist/bin/next start -H 127.0.0.1 -p ${PORT}`,
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: false,
    timeout: 240_000,
    env: { NEXT_TELEMETRY_DISABLED: '1', TZ: 'UTC', WAYBILL_DB: process.env.WAYBILL_E2E_DB },
  },
});
