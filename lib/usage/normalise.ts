import { type ColumnMap, MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import type { UsageRecord } from '@/lib/domain/usage';
import {
  parseFeedback,
  parseFlag,
  parseId,
  parseLabel,
  parseNeeds,
  parsePromptHash,
  parseServiceTier,
  parseSet,
  parseStatus,
} from './parse-labels';
import { BLANK, explainCost, explainCount, parseCostNanoUsd, parseCount, parseLatencyMs } from './parse-numbers';
import { parseTimeMs } from './parse-time';
import { quoteValue } from './quote';

/** Turns foreign values into `record`, which is reused: copy what you keep. Both methods give null or a reason. */
export type Normaliser = {
  readonly record: UsageRecord;
  /** Reads all mapped fields, then `complete`s. */
  readonly read: (rawOf: (field: MappableField) => unknown) => string | null;
  /** For a reader that filled the mapped fields itself: moves cache and reasoning inside and checks the sums. */
  readonly complete: () => string | null;
};

const COUNTS = {
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
  cacheReadTokens: 'cached tokens',
  cacheWriteTokens: 'cache-write tokens',
  cacheWrite1hTokens: 'cache-write tokens (1 h)',
  reasoningTokens: 'reasoning tokens',
  inputAudioTokens: 'audio tokens in',
  inputImageTokens: 'image tokens in',
  outputAudioTokens: 'audio tokens out',
  outputImageTokens: 'image tokens out',
  webSearches: 'web searches',
} as const;
type CountField = keyof typeof COUNTS;

export function createNormaliser(map: ColumnMap): Normaliser {
  const record = emptyRecord();
  let isSum = false;
  const scale = map.tokenScale ?? 1;
  const isMapped = (field: MappableField) => map.columns[field] !== undefined;
  const mapped = MAPPABLE_FIELDS.filter(isMapped);
  const knowsInput = isMapped('inputTokens') || map.constants?.inputTokens !== undefined;

  function readField(field: MappableField, value: unknown): string | null {
    if (field in COUNTS) return readCount(field as CountField, value);
    switch (field) {
      case 'time':
        record.timeMs = parseTimeMs(value, map.timeUnit);
        return Number.isNaN(record.timeMs) ? `time does not parse: ${quoteValue(value ?? '')}` : null;
      case 'costUsd': {
        const nanoUsd = parseCostNanoUsd(value);
        record.loggedCostNanoUsd = nanoUsd === BLANK ? null : nanoUsd;
        return Number.isNaN(nanoUsd) ? explainCost(value) : null;
      }
      case 'requests': {
        const requests = parseCount(value);
        record.requests = requests === BLANK ? 1 : requests;
        if (Number.isNaN(requests)) return explainCount('requests', value);
        return requests === 0 ? 'requests are zero' : null;
      }
      case 'needs':
        record.needs = parseNeeds(value);
        return null;
      case 'tags':
        record.tags = parseSet(value);
        return null;
      case 'status':
        record.status = parseStatus(value, map.columns.status);
        return null;
      case 'serviceTier':
        record.serviceTier = parseServiceTier(value, map.columns.serviceTier);
        return null;
      case 'aggregate':
        isSum = parseFlag(value);
        return null;
      case 'latencyMs':
        record.latencyMs = parseLatencyMs(value);
        return null;
      case 'feedback':
        record.feedback = parseFeedback(value);
        return null;
      case 'requestId':
        record.requestId = parseId(value);
        return null;
      case 'promptHash':
        record.promptHash = parsePromptHash(value);
        return null;
      default:
        record[field as 'model' | 'task' | 'team' | 'language' | 'region'] = parseLabel(value);
        return null;
    }
  }

  function readCount(field: CountField, value: unknown): string | null {
    const count = parseCount(value, field === 'webSearches' ? 1 : scale);
    if (Number.isNaN(count)) return explainCount(COUNTS[field], value);
    record[field] = count === BLANK ? 0 : count;
    if (count === BLANK && (field === 'inputTokens' || field === 'outputTokens')) record.usageMissing = true;
    return null;
  }

  function complete(): string | null {
    if (!knowsInput) record.usageMissing = true;
    // A sum of calls is one also where the source does not say how many.
    record.aggregate = isSum || record.requests > 1;
    if (map.cache === 'beside') {
      record.inputTokens += record.cacheReadTokens + record.cacheWriteTokens + record.cacheWrite1hTokens;
    }
    if (map.reasoning === 'beside') record.outputTokens += record.reasoningTokens;
    return record.usageMissing ? null : checkTotals(record);
  }

  for (const [field, text] of Object.entries(map.constants ?? {})) {
    const reason = readField(field as MappableField, text);
    if (reason) throw new WaybillError('bad-input', `column map, constants.${field}: ${reason}`);
  }
  const constants = { ...record };

  return {
    record,
    complete,
    read(rawOf) {
      // With cache or reasoning beside, the last row's sums stand where a constant was.
      record.inputTokens = constants.inputTokens;
      record.outputTokens = constants.outputTokens;
      record.usageMissing = false;
      for (const field of mapped) {
        const reason = readField(field, rawOf(field));
        if (reason) return reason;
      }
      return complete();
    },
  };
}

/** The parts of a record in normal form never exceed the whole. Null, or the reason to reject it. */
export function checkTotals(record: UsageRecord): string | null {
  const cached = record.cacheReadTokens + record.cacheWriteTokens + record.cacheWrite1hTokens;
  if (cached > record.inputTokens) return `cached tokens ${cached} exceed input tokens ${record.inputTokens}`;
  if (record.reasoningTokens > record.outputTokens) {
    return `reasoning tokens ${record.reasoningTokens} exceed output tokens ${record.outputTokens}`;
  }
  const partsIn = cached + record.inputAudioTokens + record.inputImageTokens;
  if (partsIn > record.inputTokens)
    return `cached, audio and image tokens ${partsIn} exceed input tokens ${record.inputTokens}`;
  const partsOut = record.reasoningTokens + record.outputAudioTokens + record.outputImageTokens;
  if (partsOut > record.outputTokens)
    return `reasoning, audio and image tokens ${partsOut} exceed output tokens ${record.outputTokens}`;
  if (!Number.isSafeInteger(record.inputTokens)) return `input tokens are too large: ${record.inputTokens}`;
  return Number.isSafeInteger(record.outputTokens) ? null : `output tokens are too large: ${record.outputTokens}`;
}

/** Doubles where V8 would otherwise first guess small integers. */
export function emptyRecord(): UsageRecord {
  return {
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    inputAudioTokens: 0,
    inputImageTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    outputAudioTokens: 0,
    outputImageTokens: 0,
    webSearches: 0,
    timeMs: 0.5,
    requestId: '',
    promptHash: '',
    model: '',
    requests: 1,
    aggregate: false,
    usageMissing: false,
    loggedCostNanoUsd: null,
    latencyMs: null,
    feedback: 0,
    status: 'ok',
    serviceTier: 'standard',
    task: '',
    team: '',
    language: '',
    region: '',
    needs: '',
    tags: '',
  };
}
