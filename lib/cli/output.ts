/** A result on stdout: JSON, not rounded. */
export function printResult(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

const LINES_CHARS = 1 << 16;

/** One JSON object a line, written many at a time: `flush` after the last one. */
export function createLinePrinter(): { readonly print: (result: unknown) => void; readonly flush: () => void } {
  let held = '';
  const flush = () => {
    if (held !== '') process.stdout.write(held);
    held = '';
  };
  return {
    print: (result) => {
      held += `${JSON.stringify(result)}\n`;
      if (held.length > LINES_CHARS) flush();
    },
    flush,
  };
}

/** Progress on stderr, on one line that is painted over, when a person is looking. */
export function printProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}
