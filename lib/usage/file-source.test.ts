import { expect, test } from 'vitest';
import { createFileSource } from './file-source';
import type { SourceFile } from './unpack/unpack-files';

test('a long stream is let go of chunk by chunk', async () => {
  async function* long(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 300; i++) yield new Uint8Array(1_000_000).fill(97);
  }
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const file = createFileSource(long(), new AbortController().signal);
  const { chunks } = (await file.files().next()).value as SourceFile;
  for await (const _ of chunks) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  expect(file.bytesRead()).toBe(300_000_000);
  expect(most).toBeLessThan(150_000_000);
});
