import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@/db/client';
import { WaybillError } from '@/lib/domain/errors';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './import-messages';
import { importStream } from './import-stream';

const PROGRESS_EVERY_MS = 100;

const { dbPath, ...request } = workerData as ImportWorkerData;
const controller = new AbortController();
const inbox: (Uint8Array | 'end')[] = [];
let wake = (): void => {};
let lastProgressMs = 0;

function post(message: FromImportWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToImportWorker) => {
  if (message.type === 'cancel') controller.abort();
  else inbox.push(message.type === 'end' ? 'end' : message.chunk);
  wake();
});

async function* received(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = inbox.shift();
    if (next === 'end') return;
    if (next) {
      yield next;
      post({ type: 'ack' });
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

async function run(): Promise<void> {
  const database = openDatabase(dbPath);
  try {
    const result = await importStream({
      ...request,
      database,
      source: received(),
      signal: controller.signal,
      onBegin: (uploadId) => post({ type: 'began', uploadId }),
      onProgress(progress) {
        const nowMs = performance.now();
        if (nowMs - lastProgressMs < PROGRESS_EVERY_MS) return;
        lastProgressMs = nowMs;
        post({ type: 'progress', progress });
      },
    });
    post({ type: 'done', result });
  } catch (cause) {
    const code = cause instanceof WaybillError ? cause.code : null;
    post({ type: 'error', code, message: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    database.sqlite.close();
    parentPort?.close();
  }
}

void run();
