import { formatCount, UNKNOWN } from '@/components/ui/format';
import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { UsageRecord } from '@/lib/domain/usage';

type Field = {
  readonly label: string;
  /** Shown at once; the others when mapped or asked for. */
  readonly isMain?: boolean;
  /** May be one value for all rows. */
  readonly constant?: string;
  readonly show: (record: UsageRecord) => string;
};

const text = (value: string) => (value === '' ? UNKNOWN : value);
const NANO = 1e9;
const usd = (nanoUsd: number | null) => (nanoUsd === null ? UNKNOWN : `$${Number((nanoUsd / NANO).toPrecision(12))}`);
const time = (timeMs: number) => new Date(timeMs).toISOString().replace('T', ' ').replace('.000Z', 'Z');

/** Our fields in words, in the order of the mapping table. */
export const FIELDS: { readonly [field in MappableField]: Field } = {
  time: { label: 'Time', isMain: true, show: (record) => time(record.timeMs) },
  model: { label: 'Model', isMain: true, constant: 'All rows are model …', show: (record) => text(record.model) },
  inputTokens: { label: 'Input tokens', isMain: true, show: (record) => formatCount(record.inputTokens) },
  outputTokens: { label: 'Output tokens', isMain: true, show: (record) => formatCount(record.outputTokens) },
  cacheReadTokens: { label: 'Cached tokens', isMain: true, show: (record) => formatCount(record.cacheReadTokens) },
  cacheWriteTokens: { label: 'Cache writes', show: (record) => formatCount(record.cacheWriteTokens) },
  cacheWrite1hTokens: { label: 'Cache writes, 1 h', show: (record) => formatCount(record.cacheWrite1hTokens) },
  reasoningTokens: { label: 'Reasoning tokens', show: (record) => formatCount(record.reasoningTokens) },
  inputAudioTokens: { label: 'Audio tokens in', show: (record) => formatCount(record.inputAudioTokens) },
  inputImageTokens: { label: 'Image tokens in', show: (record) => formatCount(record.inputImageTokens) },
  outputAudioTokens: { label: 'Audio tokens out', show: (record) => formatCount(record.outputAudioTokens) },
  outputImageTokens: { label: 'Image tokens out', show: (record) => formatCount(record.outputImageTokens) },
  webSearches: { label: 'Web searches', show: (record) => formatCount(record.webSearches) },
  costUsd: { label: 'Cost in USD', isMain: true, show: (record) => usd(record.loggedCostNanoUsd) },
  task: { label: 'Task', isMain: true, constant: 'All rows are task …', show: (record) => text(record.task) },
  team: { label: 'Team', isMain: true, constant: 'All rows are of team …', show: (record) => text(record.team) },
  language: { label: 'Language', constant: 'All rows are in …', show: (record) => text(record.language) },
  region: { label: 'Region', constant: 'All rows are from …', show: (record) => text(record.region) },
  needs: { label: 'Needs (vision, tools …)', show: (record) => text(record.needs) },
  tags: { label: 'Tags', show: (record) => text(record.tags) },
  serviceTier: { label: 'Service tier', show: (record) => record.serviceTier },
  status: { label: 'Status', show: (record) => record.status },
  requestId: { label: 'Request id', isMain: true, show: (record) => text(record.requestId) },
  promptHash: { label: 'Prompt hash', show: (record) => text(record.promptHash) },
  latencyMs: { label: 'Latency in ms', show: (record) => formatCount(record.latencyMs) },
  feedback: {
    label: 'Feedback',
    show: (record) => (record.feedback === 0 ? UNKNOWN : record.feedback > 0 ? 'up' : 'down'),
  },
  requests: { label: 'Requests in the row', show: (record) => formatCount(record.requests) },
  aggregate: {
    label: 'Sum of many calls',
    constant: 'All rows are sums: yes',
    show: (record) => (record.aggregate ? 'yes' : 'no'),
  },
};

export const TIME_UNIT_NAMES: { readonly [unit in NonNullable<ColumnMap['timeUnit']>]: string } = {
  auto: 'Told by its size',
  s: 'Seconds',
  ms: 'Milliseconds',
  us: 'Microseconds',
  ns: 'Nanoseconds',
};

export const TOKEN_SCALES = [
  { value: '1', label: 'Tokens' },
  { value: '1000', label: 'Thousands of tokens' },
  { value: '1000000', label: 'Millions of tokens' },
] as const;
