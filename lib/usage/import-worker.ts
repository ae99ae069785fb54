import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '@/db/client';
import { WaybillError } from '@/lib/domain/errors';
import type { FromImportWorker, ImportWorkerData, ToImportWorker } from './import-messages';
import { importStream } from './import-stream';
import { explainNoSpace } from './spool';

const PROGRESS_EVERY_MS = 100;
const READ_BYTES = 1 << 20;

const { dbPath, path, ...request } = workerData as ImportWorkerData;
const controller = new AbortController();
let lastProgressMs = 0;

function post(message: FromImportWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToImportWorker) => {
  if (message.type === 'cancel') controller.abort();
});

async function run(): Promise<void> {
  const database = openDatabase(dbPath);
  try {
    const result = await importStream({
      ...request,
      database,
      source: createReadStream(path, { highWaterMark: READ_BYTES }),
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
  } catch (thrown) {
    const cause = explainNoSpace(thrown);
    const code = cause instanceof WaybillError ? cause.code : null;
    post({ type: 'error', code, message: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    database.sqlite.close();
    parentPort?.close();
  }
}

void run();
