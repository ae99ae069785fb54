import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { childEnv, root, say } from './setup.mjs';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const CHROMIUM_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function playwrightOwn() {
  const path = createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
  return existsSync(path) ? path : null;
}

/** A Chromium that is here already, or null. */
export function findChromium() {
  const named = process.env.WAYBILL_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return INSTALLED.find((path) => existsSync(path)) ?? playwrightOwn();
}

/** Finds a Chromium or installs one; null when neither is possible. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  say('Installing a browser for the end-to-end tests.');
  const quiet = { cwd: root, stdio: 'ignore', env: childEnv({ DEBIAN_FRONTEND: 'noninteractive' }) };
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
    const installed = findChromium();
    if (installed) return installed;
  }
  spawnSync(process.execPath, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'], quiet);
  return findChromium();
}
