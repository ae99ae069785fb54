// Runs bench/*.bench.ts one after another, or those whose name contains an argument: npm run bench -- import
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { childEnv, ensurePackages, root, say } from './lib/setup.mjs';

ensurePackages();
const folder = join(root, 'bench');
const words = process.argv.slice(2);
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.bench.ts') && (words.length === 0 || words.some((word) => name.includes(word))))
  .sort();
if (files.length === 0) say('No bench matches.');
for (const name of files) {
  say(`\n── ${name}`);
  const run = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', join(folder, name)], {
    cwd: root,
    stdio: 'inherit',
    env: childEnv({ TZ: 'UTC' }),
  });
  if (run.status !== 0) process.exitCode = 1;
}
