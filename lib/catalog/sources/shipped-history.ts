import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readLitellmHistory } from './litellm-history';
import type { ReadBook } from './read-book';

/** By path, not by import.meta.url, which a bundler rewrites. */
const file = () => join(process.env.WAYBILL_ROOT ?? process.cwd(), 'lib', 'catalog', 'data', 'litellm-history.csv.gz');

/**
 * The version says the content, so that it is known without reading 3,760 rows at every start; a test holds it to what
 * the reader gives.
 */
export const SHIPPED_HISTORY = { name: 'litellm-history', version: '2026-07+df46904a' } as const;

/** The price history that ships with Waybill (lib/catalog/data/NOTICE.md), a built-in book. */
export function readShippedHistory(): ReadBook {
  return readLitellmHistory(
    gunzipSync(readFileSync(file())).toString('utf8'),
    SHIPPED_HISTORY.name,
    SHIPPED_HISTORY.version,
  );
}
