/** A result on stdout: JSON, not rounded. */
export function printResult(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

/** One JSON object a line. */
export function printLine(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Progress on stderr, on one line that is painted over, when a person is looking. */
export function printProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}
