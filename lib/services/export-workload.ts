import { loadLabels } from '@/db/labels';
import { loadRelabel } from '@/db/relabel';
import { readSegment, segmentIds } from '@/db/segments';
import type { MappableField } from '@/lib/domain/column-map';
import type { CellTable, LabelKind } from '@/lib/domain/cube';
import { BILLING_STATUSES, SERVICE_TIERS } from '@/lib/domain/usage';
import { toSlug } from '@/lib/gateways/slug';
import { createRequestBatch, LABEL_KINDS, type RequestBatch, SEGMENT_ROWS } from '@/lib/usage/request-batch';
import { getDatabase } from './database';
import { requireWorkload } from './simulate-workload';
import { csvCell } from './write-csv';

/** Columns of an exported workload; an import recognises each by its name. Labels follow. */
const COLUMNS: readonly (readonly [name: string, field: MappableField])[] = [
  ['time', 'time'],
  ['requests', 'requests'],
  ['aggregate', 'aggregate'],
  ['input_tokens', 'inputTokens'],
  ['cache_read_tokens', 'cacheReadTokens'],
  ['cache_write_tokens_5m', 'cacheWriteTokens'],
  ['cache_write_tokens_1h', 'cacheWrite1hTokens'],
  ['input_audio_tokens', 'inputAudioTokens'],
  ['input_image_tokens', 'inputImageTokens'],
  ['output_tokens', 'outputTokens'],
  ['reasoning_tokens', 'reasoningTokens'],
  ['output_audio_tokens', 'outputAudioTokens'],
  ['output_image_tokens', 'outputImageTokens'],
  ['web_searches', 'webSearches'],
  ['cost_usd', 'costUsd'],
  ['latency_ms', 'latencyMs'],
  ['service_tier', 'serviceTier'],
  ['status', 'status'],
  ['feedback', 'feedback'],
];
const STATUS_WORDS: { readonly [status in (typeof BILLING_STATUSES)[number]]: string } = {
  ok: 'ok',
  failed: 'failed',
  cacheHit: 'cache_hit',
};
const NANO_DIGITS = 9;

/** Nano-USD as an exact decimal. */
function usdText(nanoUsd: number): string {
  const digits = Math.abs(nanoUsd)
    .toString()
    .padStart(NANO_DIGITS + 1, '0');
  const fraction = digits.slice(-NANO_DIGITS).replace(/0+$/, '');
  return `${nanoUsd < 0 ? '-' : ''}${digits.slice(0, -NANO_DIGITS)}${fraction === '' ? '' : `.${fraction}`}`;
}

function fieldText(batch: RequestBatch, row: number, field: MappableField): string {
  switch (field) {
    case 'time':
      return new Date(batch.timeMs[row] as number).toISOString();
    case 'aggregate':
      return batch.aggregate[row] ? 'yes' : '';
    case 'costUsd': {
      const nanoUsd = batch.loggedCostNanoUsd[row] as number;
      return Number.isNaN(nanoUsd) ? '' : usdText(nanoUsd);
    }
    case 'latencyMs': {
      const latencyMs = batch.latencyMs[row] as number;
      return Number.isNaN(latencyMs) ? '' : String(latencyMs);
    }
    case 'serviceTier':
      return SERVICE_TIERS[batch.serviceTier[row] as number] ?? '';
    case 'status':
      return STATUS_WORDS[BILLING_STATUSES[batch.status[row] as number] ?? 'ok'];
    case 'inputTokens':
    case 'outputTokens':
      return batch.usageMissing[row] && batch[field][row] === 0 ? '' : String(batch[field][row]);
    default: {
      const value = batch[field as 'feedback'][row] as number;
      return value === 0 ? '' : String(value);
    }
  }
}

/** Sets are written as lists where a member holds what an import splits at. */
function labelText(kind: LabelKind, value: string): string {
  const isSet = kind === 'needs' || kind === 'tags';
  return csvCell(isSet && /[;|]/.test(value) ? JSON.stringify(value.split(',')) : value);
}

/**
 * A workload's stored requests as CSV, a part at a time: what is imported from it gives the same cells. Labels are as
 * the workload's rules set them. Request ids are not in it: only their hashes are stored.
 */
export async function exportWorkload(
  name: string,
): Promise<{ readonly fileName: string; readonly parts: Generator<string> }> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  const labels: CellTable['labels'] = loadLabels(database, workload.id);
  const relabel = loadRelabel(database, workload.id);
  const texts = LABEL_KINDS.map((kind) => labels[kind].map((value) => labelText(kind, value)));

  function* parts(): Generator<string> {
    yield `${[...COLUMNS.map(([column]) => column), ...LABEL_KINDS].join(',')}\n`;
    const logged = createRequestBatch(SEGMENT_ROWS);
    for (const id of segmentIds(database, { workloadId: workload.id }, 'active')) {
      readSegment(database, id, logged);
      const batch = relabel === null ? logged : relabel(logged);
      const lines: string[] = [];
      for (let row = 0; row < batch.length; row++) {
        const cells = COLUMNS.map(([, field]) => fieldText(batch, row, field));
        for (const [i, kind] of LABEL_KINDS.entries()) cells.push(texts[i]?.[batch[kind][row] as number] ?? '');
        lines.push(cells.join(','));
      }
      yield `${lines.join('\n')}\n`;
    }
  }
  return { fileName: `waybill-${toSlug(name) || 'workload'}.csv`, parts: parts() };
}
