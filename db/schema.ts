import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { Cuts, LabelKind } from '@/lib/domain/cube';
import type { ErrorCode } from '@/lib/domain/errors';
import type { EvidenceKind } from '@/lib/domain/evidence';
import type { LabelRule } from '@/lib/domain/label-rule';
import type { Policy } from '@/lib/domain/policy';
import type {
  BookCurrency,
  ClockWindow,
  ContextTier,
  MonthTerm,
  NameMatch,
  OfferFacts,
  PriceTerm,
  ProviderRules,
  RateCard,
} from '@/lib/domain/price';
import type { ScenarioInputs, ScenarioSummary } from '@/lib/domain/scenario';
import type { Suggestion } from '@/lib/domain/suggestion';
import type { ImportReport } from '@/lib/domain/upload';
import type { ServiceTier } from '@/lib/domain/usage';

const id = () => integer('id').primaryKey({ autoIncrement: true });
const createdAtMs = () => integer('created_at_ms').notNull();

export const workloads = sqliteTable('workloads', {
  id: id(),
  name: text('name').notNull().unique(),
  /** Shown wherever the workload is: "made-up mix" for the sample company. */
  note: text('note').notNull().default(''),
  createdAtMs: createdAtMs(),
  /** Goes up with every change of its requests or cells; caches key on it. */
  revision: integer('revision').notNull().default(0),
  cuts: text('cuts', { mode: 'json' }).$type<Cuts>().notNull(),
  /** Below this many items evidence of a known sample says nothing yet; null is the usual gate. */
  sampleGate: integer('sample_gate'),
});

export const UPLOAD_STATUSES = ['importing', 'complete'] as const;

export const uploads = sqliteTable(
  'uploads',
  {
    id: id(),
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    fileName: text('file_name').notNull(),
    format: text('format').notNull(),
    columnMap: text('column_map', { mode: 'json' }).$type<ColumnMap>(),
    sha256: text('sha256'),
    bytes: integer('bytes').notNull().default(0),
    status: text('status', { enum: UPLOAD_STATUSES }).notNull(),
    /** Process that imports it: an import whose process is gone is swept on the next open. */
    pid: integer('pid'),
    report: text('report', { mode: 'json' }).$type<ImportReport>(),
    createdAtMs: createdAtMs(),
  },
  (table) => [index('uploads_by_workload').on(table.workloadId)],
);

export const JOB_STATUSES = ['waiting', 'done', 'failed', 'cancelled'] as const;

/**
 * Imports of spooled files. `waiting` holds until the file is in its workload: a server that finds such a job of a dead
 * process begins it again. `done` is written in the transaction that makes the upload visible.
 */
export const importJobs = sqliteTable('import_jobs', {
  jobId: text('job_id').primaryKey(),
  workloadName: text('workload_name').notNull(),
  fileName: text('file_name').notNull(),
  format: text('format').notNull(),
  columnMap: text('column_map', { mode: 'json' }).$type<ColumnMap>(),
  bytes: integer('bytes').notNull(),
  status: text('status', { enum: JOB_STATUSES }).notNull(),
  /** How often it was begun; a file that kills the server must not do so for ever. */
  attempts: integer('attempts').notNull().default(0),
  pid: integer('pid'),
  uploadId: integer('upload_id'),
  error: text('error', { mode: 'json' }).$type<{ readonly code: ErrorCode | null; readonly message: string }>(),
  createdAtMs: createdAtMs(),
  startedAtMs: integer('started_at_ms'),
});

/** Column maps that a person gave a name, for the next file of the same kind. */
export const savedMaps = sqliteTable('saved_maps', {
  name: text('name').primaryKey(),
  format: text('format').notNull(),
  columnMap: text('column_map', { mode: 'json' }).$type<ColumnMap>().notNull(),
  /** The columns of the file it was made for: a file that has them is offered this map. */
  columns: text('columns', { mode: 'json' }).$type<readonly string[]>().notNull(),
  updatedAtMs: integer('updated_at_ms').notNull(),
});

/** Rules that label stored requests, tried in order, the first match for a label wins. What the log says is kept. */
export const labelRules = sqliteTable(
  'label_rules',
  {
    id: id(),
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    rule: text('rule', { mode: 'json' }).$type<LabelRule>().notNull(),
  },
  (table) => [uniqueIndex('label_rules_by_position').on(table.workloadId, table.position)],
);

/** Dictionaries: per workload and kind, small integers for names. Id 0 is "none" and not stored. */
export const labels = sqliteTable(
  'labels',
  {
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<LabelKind>().notNull(),
    labelId: integer('label_id').notNull(),
    value: text('value').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workloadId, table.kind, table.labelId] }),
    uniqueIndex('labels_by_value').on(table.workloadId, table.kind, table.value),
  ],
);

export const SEGMENT_KINDS = ['active', 'duplicate'] as const;

/** Up to 65,536 requests as one Arrow IPC blob. Duplicates are kept: they return when their original is deleted. */
export const segments = sqliteTable(
  'segments',
  {
    id: id(),
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: SEGMENT_KINDS }).notNull(),
    rows: integer('rows').notNull(),
    codec: text('codec', { enum: ['arrow', 'arrow+br'] }).notNull(),
    data: blob('data', { mode: 'buffer' }).notNull(),
  },
  (table) => [index('segments_by_upload').on(table.uploadId, table.kind)],
);

const int = (name: string) => integer(name).notNull();

/** One row per cell; dimensions are integers (labels: ids into `labels`), measures integer sums. */
export const cells = sqliteTable(
  'cells',
  {
    workloadId: int('workload_id').references(() => workloads.id, { onDelete: 'cascade' }),
    day: int('day'),
    model: int('model'),
    task: int('task'),
    team: int('team'),
    language: int('language'),
    region: int('region'),
    needs: int('needs'),
    tags: int('tags'),
    serviceTier: int('service_tier'),
    dateInterval: int('date_interval'),
    clockMask: int('clock_mask'),
    sizeBand: int('size_band'),
    unitMask: int('unit_mask'),
    status: int('status'),
    requests: int('requests'),
    inputTokens: int('input_tokens'),
    cacheReadTokens: int('cache_read_tokens'),
    cacheWriteTokens: int('cache_write_tokens'),
    cacheWrite1hTokens: int('cache_write_1h_tokens'),
    inputAudioTokens: int('input_audio_tokens'),
    inputImageTokens: int('input_image_tokens'),
    outputTokens: int('output_tokens'),
    reasoningTokens: int('reasoning_tokens'),
    outputAudioTokens: int('output_audio_tokens'),
    outputImageTokens: int('output_image_tokens'),
    webSearches: int('web_searches'),
    loggedRequests: int('logged_requests'),
    loggedCostNanoUsd: int('logged_cost_nano_usd'),
    latencyRequests: int('latency_requests'),
    latencyMs: int('latency_ms'),
    thumbsUp: int('thumbs_up'),
    thumbsDown: int('thumbs_down'),
  },
  (table) => [
    primaryKey({
      columns: [
        table.workloadId,
        table.day,
        table.model,
        table.task,
        table.team,
        table.language,
        table.region,
        table.needs,
        table.tags,
        table.serviceTier,
        table.dateInterval,
        table.clockMask,
        table.sizeBand,
        table.unitMask,
        table.status,
      ],
    }),
  ],
);

/** A book's versions are never edited: a change is a new row. The newest one of a name is current. */
export const priceBooks = sqliteTable(
  'price_books',
  {
    id: id(),
    name: text('name').notNull(),
    version: text('version').notNull(),
    source: text('source').notNull(),
    licence: text('licence').notNull(),
    observed: integer('observed', { mode: 'boolean' }).notNull(),
    builtIn: integer('built_in', { mode: 'boolean' }).notNull(),
    providers: text('providers', { mode: 'json' }).$type<readonly ProviderRules[]>().notNull(),
    createdAtMs: createdAtMs(),
    currency: text('currency', { mode: 'json' }).$type<BookCurrency>(),
    terms: text('terms', { mode: 'json' }).$type<readonly PriceTerm[]>(),
    monthTerms: text('month_terms', { mode: 'json' }).$type<readonly MonthTerm[]>(),
    /** What this version changed, in a person's words or in ours. */
    change: text('change').notNull().default(''),
    /** Taken off the shelf: listed no more, kept for the scenarios that were computed with it. */
    archivedAtMs: integer('archived_at_ms'),
  },
  (table) => [uniqueIndex('price_books_by_version').on(table.name, table.version)],
);

export const offers = sqliteTable(
  'offers',
  {
    bookId: integer('book_id')
      .notNull()
      .references(() => priceBooks.id, { onDelete: 'cascade' }),
    /** Order in the book: match rules are tried in it. */
    position: integer('position').notNull(),
    offerId: text('offer_id').notNull(),
    name: text('name').notNull(),
    match: text('match', { mode: 'json' }).$type<NameMatch>(),
    facts: text('facts', { mode: 'json' }).$type<OfferFacts>().notNull(),
    sameModelAs: text('same_model_as'),
  },
  (table) => [primaryKey({ columns: [table.bookId, table.offerId] })],
);

export const priceRows = sqliteTable(
  'price_rows',
  {
    id: id(),
    bookId: integer('book_id')
      .notNull()
      .references(() => priceBooks.id, { onDelete: 'cascade' }),
    offerId: text('offer_id').notNull(),
    validFromMs: integer('valid_from_ms'),
    validToMs: integer('valid_to_ms'),
    clock: text('clock', { mode: 'json' }).$type<readonly ClockWindow[]>(),
    serviceTier: text('service_tier').$type<ServiceTier>().notNull(),
    region: text('region'),
    rates: text('rates', { mode: 'json' }).$type<RateCard>().notNull(),
    contextTiers: text('context_tiers', { mode: 'json' }).$type<readonly ContextTier[]>().notNull(),
    sourceUrl: text('source_url').notNull(),
    checkedOn: text('checked_on'),
    note: text('note'),
  },
  (table) => [index('price_rows_by_book').on(table.bookId, table.offerId)],
);

/** Written aliases: a logged name that a person says is this offer. */
export const aliases = sqliteTable('aliases', {
  name: text('name').primaryKey(),
  offerId: text('offer_id').notNull(),
  createdAtMs: createdAtMs(),
});

export const evidence = sqliteTable(
  'evidence',
  {
    id: id(),
    dataset: text('dataset').notNull(),
    /** The maker's own offer id, e.g. `openai/gpt-4o`. */
    offerId: text('offer_id').notNull(),
    benchmark: text('benchmark').notNull(),
    /** 0 to 1. */
    score: real('score').notNull(),
    sampleSize: integer('sample_size'),
    kind: text('kind').$type<EvidenceKind>().notNull(),
    source: text('source').notNull(),
    measuredOn: text('measured_on'),
    builtIn: integer('built_in', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('evidence_by_offer').on(table.offerId, table.benchmark)],
);

/** A person's choice of benchmark for a task of a workload; without one the built-in rule holds. */
export const taskBenchmarks = sqliteTable(
  'task_benchmarks',
  {
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    task: text('task').notNull(),
    /** '' says: judged by no benchmark. */
    benchmark: text('benchmark').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workloadId, table.task] })],
);

/** How much an error in a task weighs against one elsewhere; 1 where a person says nothing. */
export const taskBlastRadius = sqliteTable(
  'task_blast_radius',
  {
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    task: text('task').notNull(),
    weight: real('weight').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workloadId, table.task] })],
);

/** Evals a person uploaded. Their items make the evidence; importing a name again replaces its items. */
export const evalSets = sqliteTable('eval_sets', {
  id: id(),
  name: text('name').notNull().unique(),
  fileName: text('file_name').notNull(),
  measuredOn: text('measured_on'),
  createdAtMs: createdAtMs(),
});

/** One answer of one model to one item. `score` is 0 to 1; unknown cost and tokens are null. */
export const evalItems = sqliteTable(
  'eval_items',
  {
    evalId: integer('eval_id')
      .notNull()
      .references(() => evalSets.id, { onDelete: 'cascade' }),
    task: text('task').notNull(),
    item: text('item').notNull(),
    /** As the file names it; resolved against the price books when asked. */
    model: text('model').notNull(),
    score: real('score').notNull(),
    usd: real('usd'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
  },
  (table) => [primaryKey({ columns: [table.evalId, table.task, table.item, table.model] })],
);

export const SUGGESTION_STATUSES = ['open', 'taken', 'declined', 'put back'] as const;

/** What a re-plan proposed for a workload, and what a person made of it. */
export const suggestions = sqliteTable(
  'suggestions',
  {
    id: id(),
    workloadId: integer('workload_id')
      .notNull()
      .references(() => workloads.id, { onDelete: 'cascade' }),
    suggestion: text('suggestion', { mode: 'json' }).$type<Suggestion>().notNull(),
    status: text('status', { enum: SUGGESTION_STATUSES }).notNull(),
    reason: text('reason').notNull().default(''),
    createdAtMs: createdAtMs(),
    decidedAtMs: integer('decided_at_ms'),
  },
  (table) => [index('suggestions_by_workload').on(table.workloadId)],
);

export const policies = sqliteTable('policies', {
  id: id(),
  name: text('name').notNull().unique(),
  policy: text('policy', { mode: 'json' }).$type<Policy>().notNull(),
  updatedAtMs: integer('updated_at_ms').notNull(),
});

export const scenarios = sqliteTable('scenarios', {
  id: id(),
  name: text('name').notNull().unique(),
  workloadId: integer('workload_id')
    .notNull()
    .references(() => workloads.id, { onDelete: 'cascade' }),
  policy: text('policy', { mode: 'json' }).$type<Policy>().notNull(),
  inputs: text('inputs', { mode: 'json' }).$type<ScenarioInputs>().notNull(),
  summary: text('summary', { mode: 'json' }).$type<ScenarioSummary>().notNull(),
  createdAtMs: createdAtMs(),
});

/** Settings that outlive a process, one JSON value each. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).notNull(),
  updatedAtMs: integer('updated_at_ms').notNull().default(sql`(unixepoch() * 1000)`),
});
