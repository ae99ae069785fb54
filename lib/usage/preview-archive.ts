import { constants, createGunzip } from 'node:zlib';
import { WaybillError } from '@/lib/domain/errors';
import { createFileSource } from './file-source';
import { shownName } from './shown-name';
import { isNoLog } from './unpack/zip';

const SAMPLE_BYTES = 256 * 1024;
const CHUNK_BYTES = 64 * 1024;

const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const ENTRY_BYTES = 46;

/** Names in the directory at the end of a zip archive, without folders and hidden files; null where it has none. */
export function zipNames(archive: Uint8Array): string[] | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  for (let end = archive.length - END_BYTES; end >= Math.max(0, archive.length - END_BYTES - MAX_COMMENT); end--) {
    if (view.getUint32(end, true) !== 0x06054b50) continue;
    const names: string[] = [];
    let at = view.getUint32(end + 16, true);
    const decoder = new TextDecoder();
    while (at + ENTRY_BYTES <= end && view.getUint32(at, true) === 0x02014b50) {
      const nameBytes = view.getUint16(at + 28, true);
      names.push(decoder.decode(archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)));
      at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return names.filter((name) => !isNoLog(name)).map(shownName);
  }
  return null;
}

type Sample = { readonly name: string | null; readonly bytes: Uint8Array; readonly isWhole: boolean };

/** The starts of the files that begin in `firstBytes`, unpacked as far as it goes. */
export async function* samplesOf(firstBytes: Uint8Array, isWhole: boolean): AsyncGenerator<Sample> {
  if (firstBytes[0] === 0x1f && firstBytes[1] === 0x8b) {
    // What is cut off unpacks to an error in the end: here its start is wanted.
    const gunzip = createGunzip(isWhole ? {} : { finishFlush: constants.Z_SYNC_FLUSH });
    gunzip.end(firstBytes);
    yield { name: null, ...(await takeStart(gunzip, isWhole)) };
    return;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < firstBytes.length; at += CHUNK_BYTES) yield firstBytes.subarray(at, at + CHUNK_BYTES);
  }
  for await (const { name, chunks: unpacked } of createFileSource(chunks()).files()) {
    yield { name, ...(await takeStart(unpacked, isWhole)) };
  }
}

async function takeStart(chunks: AsyncIterable<Uint8Array>, isWhole: boolean): Promise<Omit<Sample, 'name'>> {
  const taken: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      taken.push(chunk);
      length += chunk.length;
      if (length >= SAMPLE_BYTES) break;
    }
  } catch (cause) {
    if (isWhole || length === 0) throw asBadInput(cause);
    return { bytes: joined(taken), isWhole: false };
  }
  const isAll = length < SAMPLE_BYTES && isWhole;
  return { bytes: joined(taken).subarray(0, SAMPLE_BYTES), isWhole: isAll };
}

function asBadInput(cause: unknown): WaybillError {
  if (cause instanceof WaybillError) return cause;
  return new WaybillError('bad-input', 'the file looks like gzip but does not unpack', { cause });
}

const joined = (parts: readonly Uint8Array[]) =>
  parts.length === 1 ? (parts[0] as Uint8Array) : new Uint8Array(Buffer.concat(parts));
