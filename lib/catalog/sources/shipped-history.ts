import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLitellmHistory } from './litellm-history';
import type { ReadBook } from './read-book';

const FILE = new URL('../data/litellm-history.csv.gz', import.meta.url);

/** The price history that ships with Waybill (lib/catalog/data/NOTICE.md). It is no built-in book: it can be imported. */
export function readShippedHistory(): ReadBook {
  return readLitellmHistory(gunzipSync(readFileSync(FILE)).toString('utf8'), 'litellm-history', '2026-07');
}
