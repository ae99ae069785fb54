import { gunzipSync } from 'fflate';
import { useEffect, useState } from 'react';
import type { CellTable } from '@/lib/domain/cube';
import { decodeCube } from '@/lib/engine/live/cube-codec';

const MAX_REMEMBERED = 4;
const loading = new Map<string, Promise<CellTable>>();

async function fetchCube(workload: string, key: string, isLogged: boolean): Promise<CellTable> {
  const query = new URLSearchParams({ key, prices: isLogged ? 'logged' : 'one date' });
  const response = await fetch(`/api/workloads/${encodeURIComponent(workload)}/cube?${query}`);
  if (!response.ok) throw new Error(`the cells could not be read (${response.status})`);
  return decodeCube(gunzipSync(new Uint8Array(await response.arrayBuffer())));
}

function loadCube(workload: string, key: string, isLogged: boolean): Promise<CellTable> {
  const known = loading.get(key);
  if (known !== undefined) return known;
  const cube = fetchCube(workload, key, isLogged);
  if (loading.size >= MAX_REMEMBERED) loading.delete(loading.keys().next().value as string);
  loading.set(key, cube);
  cube.catch(() => loading.delete(key));
  return cube;
}

export type LoadedCube = { readonly key: string; readonly table: CellTable | 'failed' };

/** The cells that the key names; null until they are here, `failed` where they do not come. */
export function useCube(workload: string, key: string, isLogged: boolean): CellTable | 'failed' | null {
  const [cube, setCube] = useState<LoadedCube | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const keep = (table: CellTable | 'failed') => {
      if (isCurrent) setCube({ key, table });
    };
    loadCube(workload, key, isLogged).then(keep, () => keep('failed'));
    return () => {
      isCurrent = false;
    };
  }, [workload, key, isLogged]);
  return cube?.key === key ? cube.table : null;
}
