import { WaybillError } from '@/lib/domain/errors';
import { parseBookJson } from '@/lib/schema/price-book-json';
import { readCsvTemplate } from './csv-template';
import { readLitellmHistory } from './litellm-history';
import { readLitellmJson } from './litellm-json';
import { readModelsDev } from './models-dev';
import { readOpenrouterModels } from './openrouter-models';
import { isJsonObject, type JsonObject, parseJson } from './parse-json';
import type { BookReader } from './read-book';

type BookFormat = {
  readonly title: string;
  readonly read: BookReader;
};

/** The price files that can be imported, by the name `--format` takes. */
export const BOOK_FORMATS = {
  csv: {
    title: 'our CSV template (a column "offer")',
    read: readCsvTemplate,
  },
  'litellm-history': {
    title: 'a dated CSV history of LiteLLM prices (columns model, observed_from, observed_to)',
    read: readLitellmHistory,
  },
  litellm: { title: 'LiteLLM’s model_prices_and_context_window.json', read: readLitellmJson },
  'models-dev': { title: 'models.dev’s api.json', read: readModelsDev },
  openrouter: { title: 'OpenRouter’s /api/v1/models JSON', read: readOpenrouterModels },
  waybill: {
    title: 'our JSON form ("waybillBook": 1), with terms and month terms',
    read: (text, name, version) => ({ book: parseBookJson(parseJson(text), name, version), rejected: [] }),
  },
} as const satisfies { readonly [id: string]: BookFormat };

export type BookFormatId = keyof typeof BOOK_FORMATS;

export function isBookFormat(id: string): id is BookFormatId {
  return Object.hasOwn(BOOK_FORMATS, id);
}

function isOpenrouterModel(value: unknown): boolean {
  return isJsonObject(value) && typeof value.id === 'string' && isJsonObject(value.pricing);
}

function detectJson(file: JsonObject): BookFormatId | null {
  if (file.waybillBook !== undefined) return 'waybill';
  if (Array.isArray(file.data) && file.data.some(isOpenrouterModel)) return 'openrouter';
  const values = Object.values(file).filter(isJsonObject);
  if (values.some((value) => typeof value.litellm_provider === 'string')) return 'litellm';
  if (values.some((value) => isJsonObject(value.models) && typeof value.id === 'string')) return 'models-dev';
  return null;
}

function detectCsv(text: string): BookFormatId | null {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? '')
    .split(',')
    .map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  if (header.includes('offer')) return 'csv';
  return ['model', 'observed_from', 'observed_to'].every((column) => header.includes(column))
    ? 'litellm-history'
    : null;
}

/** The format of a price file, from its content. Throws WaybillError 'bad-input' that names the formats there are. */
export function detectBookFormat(text: string): BookFormatId {
  let detected: BookFormatId | null;
  if (/^\s*[{[]/.test(text)) {
    const file = parseJson(text);
    detected = isJsonObject(file) ? detectJson(file) : null;
  } else detected = detectCsv(text);
  if (detected !== null) return detected;
  const formats = Object.entries(BOOK_FORMATS).map(([id, { title }]) => `${id}: ${title}`);
  throw new WaybillError('bad-input', `not a price file known here; there are ${formats.join('; ')}`);
}
