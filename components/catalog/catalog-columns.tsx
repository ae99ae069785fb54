import {
  createColumnHelper,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { formatCount, formatTokens, formatUsdPerMtok, UNKNOWN } from '@/components/ui/format';
import { VendorBadge } from '@/components/ui/vendor-badge';
import type { CatalogLine } from '@/lib/domain/offer-view';
import type { Unit } from '@/lib/domain/usage';
import type { CatalogColumn } from '@/lib/schema/catalog-view-params';
import { notesOf } from './line-notes';
import { originName } from './origin';
import { formatRate } from './unit-names';

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
});

export type CatalogRowModel = Row<typeof features, CatalogLine>;

type Layout = {
  readonly header: string;
  readonly width: number;
  readonly isNumeric?: boolean;
  readonly title?: (line: CatalogLine) => string;
};

const price = (header: string, width: number): Layout => ({ header, width, isNumeric: true });
const weightsText = (isOpen: boolean | null) => (isOpen === null ? null : isOpen ? 'open' : 'closed');
const list = (items: readonly string[] | null) => (items === null || items.length === 0 ? null : items.join(', '));

/** How each column is laid out; widths in pixels. */
export const LAYOUT: { readonly [id in 'model' | CatalogColumn]: Layout } = {
  model: { header: 'Model', width: 284, title: (line) => line.offerId },
  seller: { header: 'Seller', width: 164, title: (line) => line.providerName },
  input: price('Input', 96),
  output: price('Output', 96),
  cacheRead: price('Cache read', 104),
  cacheWrite: price('Cache write', 108),
  cacheWrite1h: price('Cache write, 1 h', 136),
  reasoning: price('Reasoning', 100),
  audioIn: price('Audio in', 92),
  audioOut: price('Audio out', 98),
  imageIn: price('Image in', 92),
  imageOut: price('Image out', 98),
  request: price('Per request', 108),
  webSearch: price('Per web search', 132),
  batchIn: price('Batch input', 106),
  batchOut: price('Batch output', 114),
  context: price('Context', 88),
  maxOutput: price('Max output', 104),
  can: { header: 'Capabilities', width: 180, title: (line) => list(line.capabilities) ?? 'not known' },
  speed: price('Tokens a second', 136),
  firstToken: price('First token', 106),
  origin: { header: 'Maker from', width: 128 },
  regions: { header: 'Data stays in', width: 140, title: (line) => list(line.regions) ?? 'not known' },
  weights: { header: 'Weights', width: 92 },
  ends: { header: 'Ends on', width: 108 },
  book: { header: 'Book', width: 128, title: (line) => line.book },
  from: { header: 'In force from', width: 118 },
  notes: { header: 'Notes', width: 320, title: (line) => notesOf(line).join('\n') },
};

const helper = createColumnHelper<typeof features, CatalogLine>();

type Id = keyof typeof LAYOUT;

function text(id: Id, value: (line: CatalogLine) => string | null, cell?: (line: CatalogLine) => ReactNode) {
  return helper.accessor((line) => value(line) ?? undefined, {
    id,
    header: LAYOUT[id].header,
    sortFn: 'text',
    sortUndefined: 'last',
    cell: ({ row }) => (cell ? cell(row.original) : (value(row.original) ?? UNKNOWN)),
  });
}

function number(id: Id, value: (line: CatalogLine) => number | null, format: (value: number | null) => string) {
  return helper.accessor((line) => value(line) ?? undefined, {
    id,
    header: LAYOUT[id].header,
    sortFn: 'basic',
    sortDescFirst: false,
    sortUndefined: 'last',
    cell: ({ row }) => format(value(row.original)),
  });
}

function rate(id: Id, unit: Unit) {
  return number(
    id,
    (line) => line.rates?.[unit] ?? null,
    (value) => formatRate(unit, value),
  );
}

function said(id: Id, value: (line: CatalogLine) => string | null) {
  return helper.accessor((line) => value(line) ?? undefined, {
    id,
    header: LAYOUT[id].header,
    enableSorting: false,
    cell: ({ row }) => value(row.original) ?? UNKNOWN,
  });
}

const ALL = helper.columns([
  text('model', (line) => line.model),
  text(
    'seller',
    (line) => line.providerName,
    (line) => <VendorBadge vendor={line.provider} name={line.providerName} />,
  ),
  rate('input', 'input'),
  rate('output', 'output'),
  rate('cacheRead', 'cacheRead'),
  rate('cacheWrite', 'cacheWrite'),
  rate('cacheWrite1h', 'cacheWrite1h'),
  rate('reasoning', 'reasoning'),
  rate('audioIn', 'inputAudio'),
  rate('audioOut', 'outputAudio'),
  rate('imageIn', 'inputImage'),
  rate('imageOut', 'outputImage'),
  rate('request', 'request'),
  rate('webSearch', 'webSearch'),
  number('batchIn', (line) => line.batchInputUsdPerMtok, formatUsdPerMtok),
  number('batchOut', (line) => line.batchOutputUsdPerMtok, formatUsdPerMtok),
  number('context', (line) => line.contextWindowTokens, formatTokens),
  number('maxOutput', (line) => line.maxOutputTokens, formatTokens),
  said('can', (line) => list(line.capabilities)),
  number('speed', (line) => line.outputTokensPerSecond, formatCount),
  number(
    'firstToken',
    (line) => line.firstTokenMs,
    (ms) => (ms === null ? UNKNOWN : `${formatCount(ms)} ms`),
  ),
  text('origin', (line) => originName(line.origin)),
  said('regions', (line) => list(line.regions)),
  text('weights', (line) => weightsText(line.openWeights)),
  text('ends', (line) => line.deprecatedOn),
  text('book', (line) => line.book),
  text('from', (line) => line.from),
  helper.accessor((line) => notesOf(line).length, {
    id: 'notes',
    header: LAYOUT.notes.header,
    enableSorting: false,
    cell: ({ row }) => notesOf(row.original).join('; '),
  }),
]);

/** The model, then the columns chosen, in the catalog's own order. */
export function columnsOf(chosen: readonly CatalogColumn[]) {
  const shown = new Set<string>(['model', ...chosen]);
  return ALL.filter(({ id = '' }) => shown.has(id));
}

export function layoutOf(id: string): Layout {
  return LAYOUT[id as Id] ?? { header: id, width: 100 };
}
