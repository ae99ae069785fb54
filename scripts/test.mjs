// The whole proof: lint, types, unit, build, e2e. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './lib/browser.mjs';
import { childEnv, ensureBuild, ensurePackages, nextBin, root, say } from './lib/setup.mjs';

process.env.TZ = 'UTC';
const bin = (...parts) => join(root, 'node_modules', ...parts);
const work = mkdtempSync(join(tmpdir(), 'waybill-test-'));
const total = { passed: 0, failed: 0 };

function count(title, passed, failed, since) {
  total.passed += passed;
  total.failed += failed;
  say(
    `${failed > 0 ? '✗' : '✓'} ${title}: ${passed} passed, ${failed} failed (${((Date.now() - since) / 1000).toFixed(1)} s)`,
  );
}

function node(args, env = {}) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: childEnv(env) }).status === 0;
}

function step(title, run) {
  const since = Date.now();
  say(`\n── ${title}`);
  const ok = run();
  count(title, ok ? 1 : 0, ok ? 0 : 1, since);
  return ok;
}

/** A runner that died before its report counts as one failure; so does a failing run without a failing test. */
function suite(title, run, readReport) {
  const since = Date.now();
  say(`\n── ${title}`);
  const report = join(work, `${title}.json`);
  const ok = run(report);
  const counts = existsSync(report) ? readReport(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
  count(title, counts.passed, ok ? counts.failed : Math.max(1, counts.failed), since);
}

ensurePackages();
if (!existsSync(join(root, 'next-env.d.ts'))) node([nextBin, 'typegen']);

step('lint', () =>
  node([bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '--diagnostic-level=warn']),
);
step('types', () => node([bin('typescript', 'lib', 'tsc.js'), '--noEmit']));
suite(
  'unit',
  (report) =>
    node([bin('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
  (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests }),
);
const isBuilt = step('build', () => {
  const failure = ensureBuild();
  if (failure) say(failure);
  return !failure;
});
const chromium = isBuilt ? ensureChromium() : null;
if (isBuilt && chromium)
  suite(
    'e2e',
    (report) =>
      node([bin('@playwright', 'test', 'cli.js'), 'test', '--reporter=line,json'], {
        WAYBILL_CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      }),
    (json) => ({ passed: json.stats.expected + json.stats.flaky, failed: json.stats.unexpected }),
  );
else
  step('e2e', () => {
    say(
      isBuilt
        ? 'No browser found. Install Chromium or set WAYBILL_CHROMIUM to its path.'
        : 'Not run: the build failed.',
    );
    return false;
  });

rmSync(work, { recursive: true, force: true });
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
