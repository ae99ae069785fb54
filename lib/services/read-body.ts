import { WaybillError } from '@/lib/domain/errors';

const MB = 1024 * 1024;

/** The whole body of a request. Throws 'too-large' above `maxBytes`, 'bad-input' where it is empty; `thing` names it. */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  thing: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new WaybillError('too-large', `${thing} has at most ${maxBytes / MB} MB`);
    chunks.push(chunk);
  }
  if (length === 0) throw new WaybillError('bad-input', 'the file is empty');
  return Buffer.concat(chunks);
}
