import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const nextBin = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const isWindows = process.platform === 'win32';

/** Says one line and ends: for what a person has to put right. */
export function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export function say(message) {
  process.stdout.write(`${message}\n`);
}

/** The environment of every child: no telemetry, quiet npm, headers of this very Node where they are installed. */
export function childEnv(extra = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...extra };
  const prefix = dirname(dirname(process.execPath));
  const header = join(prefix, 'include', 'node', 'node_version.h');
  if (existsSync(header)) {
    const text = readFileSync(header, 'utf8');
    const number = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
    const version = `v${number('MAJOR')}.${number('MINOR')}.${number('PATCH')}`;
    if (version === process.version) env.npm_config_nodedir = prefix;
  }
  return env;
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 9)) stop(`Waybill needs Node 20.9 or newer; this is ${process.version}.`);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Whether node_modules holds what package-lock.json asks for. Optional packages depend on the platform. */
function packagesAreCurrent() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const have = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!have) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

function npm(args) {
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : [isWindows ? 'npm.cmd' : 'npm', []];
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts=false', '--loglevel=error'];
  return spawnSync(command, [...first, ...args, ...quiet], {
    cwd: root,
    env: childEnv(),
    encoding: 'utf8',
    shell: isWindows && first.length === 0,
    maxBuffer: 1 << 28,
  });
}

function isOnPath(...names) {
  return names.some((name) => {
    const tried = spawnSync(name, ['--version'], { stdio: 'ignore' });
    return !tried.error && tried.status === 0;
  });
}

function missingBuildTools() {
  const missing = [];
  if (!isOnPath('c++', 'g++', 'clang++')) missing.push('a C++ compiler');
  if (!isOnPath('make', 'gmake')) missing.push('make');
  if (!isOnPath('python3', 'python')) missing.push('Python 3');
  return isWindows ? [] : missing;
}

function stopAfterFailedInstall(what, run) {
  const missing = missingBuildTools();
  if (missing.length > 0) {
    const how =
      process.platform === 'darwin'
        ? 'On macOS: xcode-select --install'
        : 'On Debian or Ubuntu: apt-get install build-essential python3';
    stop(
      `${what}. SQLite has to be compiled here and this machine lacks ${missing.join(', ')}.\n${how}\nThen try again.`,
    );
  }
  const lines = `${run.stdout ?? ''}${run.stderr ?? ''}`.trim().split('\n');
  const output = lines.length > 40 ? [...lines.slice(0, 10), '…', ...lines.slice(-25)] : lines;
  stop(`${what}:\n${output.join('\n') || run.error?.message || 'npm gave no reason'}`);
}

/** The native module must load in the Node that runs now, not in the one that installed it. */
function sqliteLoads() {
  const code = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', code], { cwd: root, stdio: 'ignore' }).status === 0;
}

export function ensurePackages() {
  checkNode();
  if (!packagesAreCurrent()) {
    say('Installing packages. The first time this can take two minutes: SQLite may have to be compiled.');
    let run = npm(['ci', '--include=dev']);
    // `npm ci` insists on entries of other platforms' packages; `npm install` does without them.
    if (run.status !== 0 && /EUSAGE/.test(run.stderr)) run = npm(['install', '--no-save', '--include=dev']);
    if (run.status !== 0) stopAfterFailedInstall('The packages could not be installed', run);
  }
  if (sqliteLoads()) return;
  say(`Building SQLite for Node ${process.version}.`);
  const run = npm(['rebuild', 'better-sqlite3']);
  if (run.status !== 0 || !sqliteLoads()) stopAfterFailedInstall('better-sqlite3 does not load in this Node', run);
}

const BUILD_INPUTS = [
  'app',
  'components',
  'db',
  'lib',
  'public',
  'next.config.mjs',
  'package-lock.json',
  'proxy.ts',
  'tsconfig.json',
];

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name.startsWith('__') || /\.test\.tsx?$/.test(name)) continue;
    yield* filesUnder(join(path, name));
  }
}

/** Changes whenever a file that the build reads changes. */
export function buildHash() {
  const hash = createHash('sha256').update(process.version);
  for (const input of BUILD_INPUTS)
    for (const file of filesUnder(join(root, input)))
      hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

const stampPath = join(root, '.next', 'waybill-build');
const buildIdPath = join(root, '.next', 'BUILD_ID');

/** Names one build of one state of the inputs: a build made by other means does not carry it. */
const stampOf = (hash) => `${hash} ${readFileSync(buildIdPath, 'utf8')}`;

/** Builds when the build is missing or older than its inputs. Returns what the build printed when it failed, else null. */
export function ensureBuild() {
  const wanted = buildHash();
  if (existsSync(buildIdPath) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stampOf(wanted))
    return null;
  say('Building Waybill.');
  rmSync(stampPath, { force: true });
  const run = spawnSync(process.execPath, [nextBin, 'build'], {
    cwd: root,
    env: childEnv({ NODE_ENV: 'production' }),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) return `${run.stdout}${run.stderr}`.trim() || 'the build gave no reason';
  writeFileSync(stampPath, stampOf(wanted));
  return null;
}
