import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { listUploads } from '@/db/queries/uploads';
import { findWorkload, setWorkloadNote } from '@/db/queries/workloads';
import type { LoadedSample, Sample } from '@/lib/domain/upload-view';
import { importStream } from '@/lib/usage/import-stream';
import { AIDER_LOG, SAMPLE_COMPANY, writeSampleCsv } from '@/lib/usage/sample/sample-company';
import { getDatabase } from './database';

type Source = {
  readonly name: string;
  readonly note: string;
  readonly fileName: string;
  readonly format: string;
  readonly read: () => AsyncIterable<Uint8Array>;
};

/** Made line by line, with a pause for other requests after each piece. */
async function* companyCsv(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of writeSampleCsv()) {
    yield encoder.encode(text);
    await setImmediate();
  }
}

function aiderLog(): AsyncIterable<Uint8Array> {
  const folder = join(process.env.WAYBILL_ROOT ?? process.cwd(), 'lib', 'usage', 'sample');
  return createReadStream(join(folder, AIDER_LOG.fileName));
}

const SOURCES: { readonly [sample in Sample]: Source } = {
  company: { ...SAMPLE_COMPANY, format: 'csv', read: companyCsv },
  aider: { ...AIDER_LOG, format: 'aider', read: aiderLog },
};

async function load(sample: Sample): Promise<LoadedSample> {
  const { name, note, fileName, format, read } = SOURCES[sample];
  const database = await getDatabase();
  const present = findWorkload(database, name);
  const before = present && listUploads(database, present.id).find((upload) => upload.fileName === fileName);
  if (before) return { workload: name, note, wasThere: true, report: before.report };
  const { workloadId, report } = await importStream({
    database,
    workloadName: name,
    fileName,
    bytesTotal: null,
    source: read(),
    format,
  });
  setWorkloadNote(database, workloadId, note);
  return { workload: name, note, wasThere: false, report };
}

const loading = new Map<Sample, Promise<LoadedSample>>();

/** Loads a sample by the ordinary import, and marks its workload as one. Once it is there, nothing is added. */
export function loadSample(sample: Sample): Promise<LoadedSample> {
  const underWay = loading.get(sample) ?? load(sample).finally(() => loading.delete(sample));
  loading.set(sample, underWay);
  return underWay;
}
