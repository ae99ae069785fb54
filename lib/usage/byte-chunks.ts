/** At least so many of the next bytes, fewer only at the end. */
export async function takeAtLeast(chunks: AsyncGenerator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return taken.length === 1 ? (taken[0] as Uint8Array) : new Uint8Array(Buffer.concat(taken));
}
