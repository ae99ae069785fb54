import { expect, test } from 'vitest';
import { listFixtures, readWithFormat } from '../testing/read-with-format';
import { FORMATS } from './registry';

const fixtures = listFixtures();
/** The longest chunk: ten lines. */
function tenLines(bytes: Uint8Array): number {
  let lines = 0;
  let length = 0;
  while (length < bytes.length && lines < 10) if (bytes[length++] === 10) lines++;
  return length;
}

/** As it is, and with line ends of two bytes and a byte-order mark. */
function variantsOf(bytes: Uint8Array): { variant: Uint8Array; maxChunk: number }[] {
  const text = new TextDecoder().decode(bytes).replace(/\r?\n/g, '\r\n');
  const windows = new TextEncoder().encode(`\uFEFF${text}`);
  return [
    { variant: bytes, maxChunk: Math.min(tenLines(bytes), 200) },
    { variant: windows, maxChunk: tenLines(windows) },
  ];
}

test.each(fixtures)('$source/$name reads alike in chunks of any size', ({ source, bytes }) => {
  const format = FORMATS.find(({ id }) => id === source);
  if (!format) throw new Error(`no format ${source}`);
  let judged = 0;
  for (const { variant, maxChunk } of variantsOf(bytes)) {
    const whole = JSON.stringify(readWithFormat(format, variant));
    for (let size = 1; size <= maxChunk; size++) {
      const reading = JSON.stringify(readWithFormat(format, variant, size));
      if (reading !== whole) expect(JSON.parse(reading), `chunks of ${size}`).toEqual(JSON.parse(whole));
      judged++;
    }
  }
  expect(judged).toBeGreaterThan(64);
});

test('there are fixtures with line ends of two bytes, quotes and letters of several bytes to cut', () => {
  const texts = fixtures.map(({ bytes }) => new TextDecoder().decode(bytes));
  expect(texts.some((text) => /[^\0-\x7f]/.test(text))).toBe(true);
  expect(texts.some((text) => text.includes('\\"'))).toBe(true);
  expect(fixtures.length).toBeGreaterThan(15);
});
