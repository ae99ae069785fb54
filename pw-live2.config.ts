import { defineConfig } from '@playwright/test';
export default defineConfig({ testDir: '/work/main/e2e', outputDir: '/tmp/live2/results', workers: 1, timeout: 120000, expect: { timeout: 15000 }, reporter: 'line',
 use: { baseURL: 'http://127.0.0.1:3140', locale: 'en-US', timezoneId: 'UTC', screenshot:'only-on-failure', launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-background-networking','--disable-component-update','--disable-sync'] } },
 projects: [{ name: 'desktop', use: { viewport: { width: 1440, height: 900 } } }] });
