import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { loadLabels } from '@/db/labels';
import { findWorkload } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { ExportPreview } from '@/lib/domain/export-view';
import type { Policy } from '@/lib/domain/policy';
import type { Problem } from '@/lib/domain/scenario-view';
import { priceTimeAt } from '@/lib/engine/price-stack';
import type { ExportInput, ExportResult, NotExpressed, ResolvedOffer } from '@/lib/gateways/gateway';
import { findGateway, GATEWAYS } from '@/lib/gateways/registry';
import { toSlug } from '@/lib/gateways/slug';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { listWorkloads } from './list-workloads';
import { orProblem } from './or-problem';
import { savedPlans } from './plan-links';
import { policyOf } from './view-scenario';

/** All built-in books, so that an offer is found whoever sells it. */
const EXPORT_BOOKS: readonly string[] = [...DEFAULT_BOOKS, 'post-b', 'post-cd'];
const DEFAULT_TARGET = 'litellm';
/** The earliest time a zip can hold: the same files give the same archive. */
const ZIP_TIME = new Date('1980-01-01T00:00:00');

function createOfferLookup({ stack, resolve: resolveName }: OpenStack, nowMs: number): ExportInput['offers'] {
  const time = priceTimeAt(nowMs);
  return (name): ResolvedOffer | null => {
    const found = resolveName(name);
    if (found === null) return null;
    const price = stack.find(found.offerId, time, 'standard');
    const facts = stack.factsOf(found.offerId);
    return typeof price === 'string'
      ? { offerId: found.offerId, facts }
      : { offerId: found.offerId, facts, rates: price.row.rates };
  };
}

type Asked = {
  readonly policy: Policy;
  readonly target: string;
  readonly books: readonly string[];
  readonly sourceModels?: readonly string[];
};

async function exportTo({ policy, target, books, sourceModels }: Asked): Promise<ExportResult> {
  const gateway = findGateway(target);
  const stack = await openStack(books.length === 0 ? EXPORT_BOOKS : books);
  const offers = createOfferLookup(stack, Date.now());
  return gateway.export(sourceModels === undefined ? { policy, offers } : { policy, offers, sourceModels });
}

/** The place of a file inside `directory`. Throws 'bad-input' for a path that leads out of it. */
export function placeInside(directory: string, path: string): string {
  const root = resolve(directory);
  const place = resolve(root, path);
  const inside = relative(root, place);
  const isInside = inside !== '' && inside !== '..' && !/^\.\.[/\\]/.test(inside) && !isAbsolute(inside);
  if (!isInside || isAbsolute(path) || path.includes('\\') || path.includes('\0'))
    throw new WaybillError('bad-input', `a file of the export would lie outside its folder: ${JSON.stringify(path)}`);
  return place;
}

/** Writes a policy as the files of one gateway; `directory` is made when missing, files of the same name are replaced. */
export async function exportPolicy(request: {
  readonly policy: Policy;
  readonly target: string;
  readonly directory: string;
  readonly books: readonly string[];
}): Promise<{ readonly files: readonly string[]; readonly notExpressed: readonly NotExpressed[] }> {
  const { files, notExpressed } = await exportTo(request);
  const placed = files.map(({ path, text }) => ({ place: placeInside(request.directory, path), text }));
  try {
    for (const { place, text } of placed) {
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, text);
    }
  } catch (cause) {
    throw new WaybillError('bad-input', `cannot write the export: ${(cause as Error).message}`, { cause });
  }
  return { files: placed.map(({ place }) => place), notExpressed };
}

async function loadExport(params: ScenarioParams, target: string) {
  const workloads = await listWorkloads();
  const name = params.w ?? workloads.at(-1)?.name ?? null;
  const policy = await policyOf(params);
  if (policy === null) return { name, policy };
  const database = await getDatabase();
  const workload = name === null ? null : findWorkload(database, name);
  if (params.w !== null && workload === null) throw new WaybillError('not-found', `no workload is named "${params.w}"`);
  const labels = workload === null ? [] : loadLabels(database, workload.id).model.filter((model) => model !== '');
  const asked = { policy, target, books: params.books ?? [] };
  return { name, policy, asked: labels.length === 0 ? asked : { ...asked, sourceModels: labels } };
}

/** What the export of an address's plan would be, without writing anything. */
export function previewExport(params: ScenarioParams, asked: string | null): Promise<ExportPreview | Problem> {
  return orProblem(async (): Promise<ExportPreview> => {
    const target = findGateway(asked ?? DEFAULT_TARGET);
    const loaded = await loadExport(params, target.id);
    const query = scenarioQuery({ ...params, w: loaded.name });
    if (loaded.policy === null) {
      const saved = loaded.name === null ? [] : await savedPlans(loaded.name);
      return { kind: 'no plan', workload: loaded.name, query, saved };
    }
    return {
      kind: 'ready',
      workload: loaded.name,
      plan: loaded.policy.name,
      query,
      target: { id: target.id, title: target.title },
      targets: GATEWAYS.map(({ id, title }) => ({ id, title })),
      policyText: `${JSON.stringify(loaded.policy, null, 2)}\n`,
      result: await orProblem(() => exportTo(loaded.asked)),
    };
  });
}

/** One file of an export, or all of them as a zip. */
export async function downloadExport(
  params: ScenarioParams,
  asked: string | null,
  path: string | null,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const target = findGateway(asked ?? DEFAULT_TARGET).id;
  const loaded = await loadExport(params, target);
  if (loaded.policy === null) throw new WaybillError('bad-input', 'there is no plan to export');
  const { files } = await exportTo(loaded.asked);
  if (path === null) {
    const entries = Object.fromEntries(files.map((file) => [file.path, strToU8(file.text)]));
    const stem = toSlug(loaded.policy.name) || 'plan';
    return { fileName: `${stem}-${target}.zip`, bytes: zipSync(entries, { mtime: ZIP_TIME }) };
  }
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new WaybillError('not-found', `the export holds no file ${JSON.stringify(path)}`);
  return { fileName: path.split('/').at(-1) ?? path, bytes: strToU8(file.text) };
}
