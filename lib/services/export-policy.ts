import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { loadLabels } from '@/db/labels';
import { findWorkload } from '@/db/queries/workloads';
import { WaybillError } from '@/lib/domain/errors';
import type { ExportPreview, ExportRollOut } from '@/lib/domain/export-view';
import type { Policy } from '@/lib/domain/policy';
import type { Problem } from '@/lib/domain/scenario-view';
import { priceTimeAt } from '@/lib/engine/price-stack';
import { policyAfter } from '@/lib/engine/roll-out';
import type { ExportInput, ExportResult, NotExpressed, ResolvedOffer } from '@/lib/gateways/gateway';
import { findGateway, GATEWAYS } from '@/lib/gateways/registry';
import { toSlug } from '@/lib/gateways/slug';
import { encodePolicy } from '@/lib/schema/policy-url';
import { type ScenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS, type OpenStack, openStack } from './books';
import { getDatabase } from './database';
import { listWorkloads } from './list-workloads';
import { orProblem } from './or-problem';
import { savedPlans } from './plan-links';
import { rollOutOf } from './roll-out';
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

/** The plan when so many steps of its order are done. Throws 'bad-input' for a step that it does not have. */
function atStep(policy: Policy, { rollOut: { steps } }: ExportRollOut, step: number): Policy {
  if (!Number.isInteger(step) || step < 1 || step > steps.length)
    throw new WaybillError('bad-input', `the roll-out has ${steps.length} steps: ${step} is none of them`);
  return { ...policyAfter(policy, steps, step), name: `${policy.name}, step ${step} of ${steps.length}` };
}

async function loadExport(params: ScenarioParams, target: string, step: number | null) {
  const workloads = await listWorkloads();
  const name = params.w ?? workloads.at(-1)?.name ?? null;
  const policy = await policyOf(params);
  if (policy === null) return { name, policy };
  const plan = policy.name;
  const database = await getDatabase();
  const workload = name === null ? null : findWorkload(database, name);
  if (params.w !== null && workload === null) throw new WaybillError('not-found', `no workload is named "${params.w}"`);
  const labels = workload === null ? [] : loadLabels(database, workload.id).model.filter((model) => model !== '');
  const rollOut = workload === null ? null : await rollOutOf(workload.name, policy, params);
  if (step !== null && rollOut === null)
    throw new WaybillError('bad-input', 'this plan changes no priced call, so it has no steps');
  const staged = step === null || rollOut === null ? policy : atStep(policy, rollOut, step);
  const asked = { policy: staged, target, books: params.books ?? [] };
  return {
    name,
    plan,
    policy: staged,
    rollOut,
    asked: labels.length === 0 ? asked : { ...asked, sourceModels: labels },
  };
}

/**
 * What the export of an address's plan would be, or of its first steps, without writing anything; and in which order to
 * make its changes.
 */
export function previewExport(
  params: ScenarioParams,
  asked: string | null,
  step: number | null = null,
): Promise<ExportPreview | Problem> {
  return orProblem(async (): Promise<ExportPreview> => {
    const target = findGateway(asked ?? DEFAULT_TARGET);
    const loaded = await loadExport(params, target.id, step);
    const query = scenarioQuery({ ...params, w: loaded.name });
    if (loaded.policy === null) {
      const saved = loaded.name === null ? [] : await savedPlans(loaded.name);
      return { kind: 'no plan', workload: loaded.name, query, saved };
    }
    return {
      kind: 'ready',
      workload: loaded.name,
      plan: loaded.plan,
      query,
      step,
      studioQuery:
        step === null
          ? query
          : scenarioQuery({ ...params, w: loaded.name, policy: null, p: encodePolicy(loaded.policy) }),
      rollOut: loaded.rollOut,
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
  step: number | null = null,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const target = findGateway(asked ?? DEFAULT_TARGET).id;
  const loaded = await loadExport(params, target, step);
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
