import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLitellmHistory } from '@/lib/catalog/sources/litellm-history';
import { createResolver } from '@/lib/engine/names';

const text = gunzipSync(readFileSync('lib/catalog/data/litellm-history.csv.gz')).toString();
const t0 = performance.now();
const { book, rejected } = readLitellmHistory(text, 'history', '1');
console.log(performance.now() - t0, book.offers.length, book.rows.length, rejected.length);
const c = new Map<string, number>();
for (const r of rejected) {
  const k = r.entry.replace(/^line \d+: /, '').split('/')[0] + ' ' + r.reason.replace(/[\d.]+/g, '#');
  c.set(k, (c.get(k) ?? 0) + 1);
}
console.log([...c]);
console.log(
  book.offers
    .filter((o) => o.offerId.startsWith('litellm/'))
    .map((o) => o.offerId)
    .join(' '),
);
const resolve = createResolver([book], new Map());
console.log(
  book.offers
    .filter((o) => resolve(o.name)?.offerId !== o.offerId)
    .map((o) => [o.name, o.offerId, resolve(o.name)?.offerId]),
);
