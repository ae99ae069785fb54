// The fast loop: lint, types and the unit tests that need no database.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childEnv, ensurePackages, nextBin, root } from './lib/setup.mjs';

const bin = (...parts) => join(root, 'node_modules', ...parts);
const run = (...args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: childEnv({ TZ: 'UTC' }) }).status === 0;

ensurePackages();
if (!existsSync(join(root, 'next-env.d.ts'))) run(nextBin, 'typegen');
const results = [
  run(bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '--diagnostic-level=warn'),
  run(bin('typescript', 'lib', 'tsc.js'), '--noEmit'),
  run(bin('vitest', 'vitest.mjs'), 'run', '--project', 'pure', '--reporter=dot'),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
