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
import { formatTokens, formatUsdPerMtok, UNKNOWN } from '@/components/ui/format';
import { VendorBadge } from '@/components/ui/vendor-badge';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { originName } from './origin';

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

/** How each column is laid out; widths in pixels. */
export const LAYOUT: { readonly [id: string]: Layout } = {
  model: { header: 'Model', width: 240, title: (line) => line.offerId },
  seller: { header: 'Seller', width: 164, title: (line) => line.providerName },
  input: { header: 'Input', width: 84, isNumeric: true },
  output: { header: 'Output', width: 84, isNumeric: true },
  cacheRead: { header: 'Cache read', width: 100, isNumeric: true },
  cacheWrite: { header: 'Cache write', width: 104, isNumeric: true },
  context: { header: 'Context', width: 88, isNumeric: true },
  can: { header: 'Capabilities', width: 180, title: (line) => line.capabilities?.join(', ') ?? 'not known' },
  origin: { header: 'Maker from', width: 128 },
  book: { header: 'Book', width: 116 },
  from: { header: 'In force from', width: 118 },
  notes: { header: 'Notes', width: 320, title: (line) => line.notes.join('\n') },
};

const helper = createColumnHelper<typeof features, CatalogLine>();

function text(id: string, value: (line: CatalogLine) => string | null, cell?: (line: CatalogLine) => ReactNode) {
  return helper.accessor((line) => value(line) ?? undefined, {
    id,
    header: LAYOUT[id]?.header,
    sortFn: 'text',
    sortUndefined: 'last',
    cell: ({ row }) => (cell ? cell(row.original) : (value(row.original) ?? UNKNOWN)),
  });
}

function number(id: string, value: (line: CatalogLine) => number | null, format: (value: number | null) => string) {
  return helper.accessor((line) => value(line) ?? undefined, {
    id,
    header: LAYOUT[id]?.header,
    sortFn: 'basic',
    sortDescFirst: false,
    sortUndefined: 'last',
    cell: ({ row }) => format(value(row.original)),
  });
}

const list = (items: readonly string[] | null) => (items === null || items.length === 0 ? null : items.join(', '));

export const columns = helper.columns([
  text('model', (line) => line.model),
  text(
    'seller',
    (line) => line.providerName,
    (line) => <VendorBadge vendor={line.provider} name={line.providerName} />,
  ),
  number('input', (line) => line.inputUsdPerMtok, formatUsdPerMtok),
  number('output', (line) => line.outputUsdPerMtok, formatUsdPerMtok),
  number('cacheRead', (line) => line.cacheReadUsdPerMtok, formatUsdPerMtok),
  number('cacheWrite', (line) => line.cacheWriteUsdPerMtok, formatUsdPerMtok),
  number('context', (line) => line.contextWindowTokens, formatTokens),
  helper.accessor((line) => list(line.capabilities) ?? undefined, {
    id: 'can',
    header: LAYOUT.can?.header,
    enableSorting: false,
    cell: ({ row }) => list(row.original.capabilities) ?? UNKNOWN,
  }),
  text('origin', (line) => originName(line.origin)),
  text('book', (line) => line.book),
  text('from', (line) => line.from),
  helper.accessor((line) => list(line.notes) ?? undefined, {
    id: 'notes',
    header: LAYOUT.notes?.header,
    enableSorting: false,
    cell: ({ row }) => row.original.notes.join('; '),
  }),
]);
