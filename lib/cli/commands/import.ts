import { importFiles } from '@/lib/services/import-files';
import { parseOptions, pathFrom, required } from '../options';
import { clearProgress, printProgress, printResult } from '../output';
import { UsageError } from '../usage-error';

export async function runImport(args: readonly string[]): Promise<void> {
  const { options, positionals } = parseOptions(args, { workload: 'text', format: 'text', map: 'text' });
  if (positionals.length === 0) throw new UsageError('import takes at least one FILE');
  const workload = required(options.workload, 'workload');
  try {
    const result = await importFiles({
      paths: positionals.map(pathFrom),
      workload,
      format: options.format ?? 'auto',
      mapPath: options.map === undefined ? null : pathFrom(options.map),
      onProgress: (fileName, { bytesRead, bytesTotal, rowsRead }) => {
        const share = bytesTotal ? ` ${Math.floor((100 * bytesRead) / bytesTotal)}%` : '';
        printProgress(`${fileName}${share} ${rowsRead.toLocaleString('en-US')} rows`);
      },
    });
    clearProgress();
    printResult(result);
  } finally {
    clearProgress();
  }
}
