import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { WaybillError } from '@/lib/domain/errors';
import { shownName } from '../shown-name';
import { type SourceFile, type UnpackGuard, unpackFiles } from './unpack-files';

/** Pushed at once: what a chunk unpacks to waits in memory, up to a thousand times its size. */
const PUSH_BYTES = 16 * 1024;

type Entry = { readonly name: string; readonly waiting: Uint8Array[]; isOver: boolean; isLeft: boolean };

export function isNoLog(name: string): boolean {
  return name.endsWith('/') || /(^|\/)(__MACOSX\/|\.[^/]*$)/.test(name);
}

function broken(cause: unknown): WaybillError {
  if (cause instanceof WaybillError) return cause;
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new WaybillError('bad-input', `the zip archive does not unpack (damaged, or encrypted)${reason}`, { cause });
}

/** The files of a zip archive one after the other, as its bytes come in. Folders and hidden files are passed over. */
export async function* zipEntries(packed: AsyncGenerator<Uint8Array>, guard: UnpackGuard): AsyncGenerator<SourceFile> {
  const entries: Entry[] = [];
  let isEnd = false;
  const unzip = new Unzip((file: UnzipFile) => {
    const entry: Entry = { name: file.name, waiting: [], isOver: false, isLeft: isNoLog(file.name) };
    entries.push(entry);
    file.ondata = (cause, data, isFinal) => {
      if (cause) throw broken(cause);
      guard.add(data.length);
      if (!entry.isLeft && data.length > 0) entry.waiting.push(data);
      entry.isOver = isFinal;
    };
    file.start();
  });
  unzip.register(UnzipInflate);

  async function pump(): Promise<void> {
    const next = await packed.next();
    isEnd = next.done === true;
    const bytes = next.done ? new Uint8Array(0) : next.value;
    try {
      if (isEnd) unzip.push(bytes, true);
      for (let at = 0; at < bytes.length; at += PUSH_BYTES) unzip.push(bytes.subarray(at, at + PUSH_BYTES));
    } catch (cause) {
      throw broken(cause);
    }
  }

  async function* chunksOf(entry: Entry): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = entry.waiting.shift();
      if (chunk !== undefined) yield chunk;
      else if (entry.isOver) return;
      else if (isEnd) throw broken(new Error(`${shownName(entry.name)} ends too early`));
      else await pump();
    }
  }

  let files = 0;
  for (;;) {
    const entry = entries.shift();
    if (entry === undefined) {
      if (isEnd) break;
      await pump();
      continue;
    }
    if (entry.isLeft) {
      while (!entry.isOver && !isEnd) await pump();
      continue;
    }
    files++;
    yield* unpackFiles(chunksOf(entry), guard, shownName(entry.name));
    entry.isLeft = true;
    entry.waiting.length = 0;
    while (!entry.isOver && !isEnd) await pump();
  }
  if (files === 0) throw new WaybillError('bad-input', 'the zip archive holds no file');
}
