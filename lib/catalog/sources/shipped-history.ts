import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLitellmHistory } from './litellm-history';
import type { ReadBook } from './read-book';

const FILE = new URL('../data/litellm-history.csv.gz', import.meta.url);

/**
 * The version says the content, so that it is known without reading 3,760 rows at every start; a test holds it to what
 * the reader gives.
 */
export const SHIPPED_HISTORY = { name: 'litellm-history', version: '2026-07+4b636b59' } as const;

/** The price history that ships with Waybill (lib/catalog/data/NOTICE.md), a built-in book. */
export function readShippedHistory(): ReadBook {
  return readLitellmHistory(
    gunzipSync(readFileSync(FILE)).toString('utf8'),
    SHIPPED_HISTORY.name,
    SHIPPED_HISTORY.version,
  );
}
