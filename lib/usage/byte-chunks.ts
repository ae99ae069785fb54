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

/** Bytes already taken, and the rest; ends the rest when it is left. */
export async function* followedBy(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
