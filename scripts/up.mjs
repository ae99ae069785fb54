// Installs what is missing, builds when the build is stale, and serves Waybill. Node built-ins only.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { childEnv, ensureBuild, ensurePackages, nextBin, root, say, stop } from './lib/setup.mjs';

const host = process.env.WAYBILL_HOST || '127.0.0.1';
const port = Number(process.env.WAYBILL_PORT || process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  stop('WAYBILL_PORT (or PORT) must be a number from 1 to 65535.');

const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;

function portProblem() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

async function answers() {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function checkPort() {
  const problem = await portProblem();
  if (problem === 'EADDRINUSE')
    stop(
      `Port ${port} is in use. If that is Waybill, open ${url}; otherwise choose another: WAYBILL_PORT=${port + 1} npm run up`,
    );
  if (problem)
    stop(`Cannot listen on ${host}:${port} (${problem}). WAYBILL_HOST and WAYBILL_PORT choose another place.`);
}

await checkPort();
ensurePackages();
const failure = ensureBuild();
if (failure) stop(`The build failed:\n${failure}`);
await checkPort();

const server = spawn(process.execPath, [nextBin, 'start', '-H', host, '-p', String(port)], {
  cwd: root,
  env: childEnv({ NODE_ENV: 'production', WAYBILL_HOST: host }),
  stdio: ['ignore', 'pipe', 'inherit'],
});

let isReady = false;
server.stdout.on('data', (chunk) => {
  if (isReady) process.stdout.write(chunk);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
// npm starts us through a shell that does not pass signals on: when that shell is gone, so are we.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent) server.kill();
  }, 500).unref();
server.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));

while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 150));
isReady = true;
say(`Waybill is ready at ${url} (Ctrl+C stops it).`);
