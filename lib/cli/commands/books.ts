import { listBooks } from '@/lib/services/books';
import { importBook, previewImport } from '@/lib/services/import-book';
import { parseOptions, pathFrom, required } from '../options';
import { printResult } from '../output';
import { UsageError } from '../usage-error';

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

export async function runBooks(args: readonly string[]): Promise<void> {
  const { options, positionals } = parseOptions(args, { name: 'text', format: 'text', preview: 'flag' });
  const [verb, file, ...more] = positionals;
  if (verb === 'import') {
    if (file === undefined || more.length > 0) throw new UsageError('books import takes one FILE');
    const name = required(options.name, 'name');
    const input = { path: pathFrom(file), name, format: options.format ?? 'auto' };
    if (options.preview) return printResult(await previewImport(input));
    const { rejected } = await importBook(input);
    if (rejected.length > 0 && process.stderr.isTTY)
      process.stderr.write(
        `${rejected.length} remarks on the file: entries or prices not carried, or kept for a reason\n`,
      );
  } else if (options.preview) throw new UsageError('--preview goes with books import');
  else if (verb !== undefined) throw new UsageError(`unknown: books ${verb}`);
  const books = await listBooks();
  printResult(
    books.map(({ name, version, offers, source, fromMs, toMs }) => ({
      name,
      version,
      offers,
      source,
      from: isoOrNull(fromMs),
      to: isoOrNull(toMs),
    })),
  );
}
