import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] as number;
}

/** What the figures were taken on; the load says how busy it was. */
export function machine(): string {
  const [load = 0] = loadavg();
  return `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.versions.node}, load ${load.toFixed(1)}`;
}

/** Median and least of the seconds. */
export function summary(name: string, seconds: readonly number[], rows: number): string {
  const mid = median(seconds);
  return `${name.padEnd(34)} median ${mid.toFixed(3)} s, min ${Math.min(...seconds).toFixed(3)} s, ${(rows / mid / 1e6).toFixed(2)}M rows/s`;
}

/** The sqlite3 shell is the anchor; without it there is nothing to compare with. */
export function requireSqlite3(): void {
  try {
    execFileSync('sqlite3', ['--version'], { stdio: 'ignore' });
  } catch {
    console.error('The sqlite3 shell is missing (Debian: apt-get install sqlite3).');
    process.exit(1);
  }
}

export function assertClose(what: string, a: number, b: number, relative = 1e-9): void {
  if (Math.abs(a - b) > relative * Math.max(1, Math.abs(a), Math.abs(b))) {
    console.error(`The answers differ: ${what}: ${a} and ${b}`);
    process.exit(1);
  }
}
