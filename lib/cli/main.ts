import { WaybillError } from '@/lib/domain/errors';
import { pathFrom } from './options';
import { UsageError } from './usage-error';

type Command = { readonly usage: string; readonly load: () => Promise<(args: readonly string[]) => Promise<void>> };

const BOOK = '[--book NAME]…';

/** Each command is loaded only when it is asked for. */
const COMMANDS: { readonly [name: string]: Command } = {
  import: {
    usage: 'import FILE… --workload NAME [--format ID|auto] [--map MAP.json]',
    load: async () => (await import('./commands/import')).runImport,
  },
  workloads: { usage: 'workloads', load: async () => (await import('./commands/workloads')).runWorkloads },
  price: {
    usage: `price --model ID --input N --output N [--cache-read N] [--cache-write N] [--cache-write-1h N] [--at ISO] [--tier T] [--region R] [--reasoning N] [--audio-in N] [--image-in N] [--audio-out N] [--image-out N] [--searches N] ${BOOK}\n  price --each FILE.jsonl ${BOOK}`,
    load: async () => (await import('./commands/price')).runPrice,
  },
  simulate: {
    usage: `simulate --workload NAME --policy FILE [--as-of logged|ISO] ${BOOK}`,
    load: async () => (await import('./commands/simulate')).runSimulate,
  },
  frontier: {
    usage: `frontier --workload NAME [--candidates a,b,c] [--by task,size] [--as-of logged|ISO] ${BOOK}`,
    load: async () => (await import('./commands/frontier')).runFrontier,
  },
  evals: {
    usage: 'evals FILE --name NAME [--measured-on YYYY-MM-DD]',
    load: async () => (await import('./commands/evals')).runEvals,
  },
  books: {
    usage: 'books\n  books import FILE --name NAME [--format ID|auto] [--preview]',
    load: async () => (await import('./commands/books')).runBooks,
  },
  export: {
    usage: 'export --policy FILE --to TARGET --out DIR',
    load: async () => (await import('./commands/export')).runExport,
  },
};

function usageText(): string {
  const lines = Object.values(COMMANDS).map((command) => `  ${command.usage}`);
  return `usage: npm run -s waybill -- COMMAND [--db PATH]\n${lines.join('\n')}`;
}

/** `--db PATH` names the database, wherever it stands. */
function takeDatabase(args: readonly string[]): void {
  for (const [i, arg] of args.entries()) {
    const value = arg === '--db' ? args[i + 1] : arg.startsWith('--db=') ? arg.slice('--db='.length) : undefined;
    if (arg === '--db' && value === undefined) throw new UsageError('--db takes a path');
    if (value !== undefined) process.env.WAYBILL_DB = pathFrom(value);
  }
}

async function run(argv: readonly string[]): Promise<void> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${usageText()}\n`);
    if (name === undefined) throw new UsageError('no command');
    return;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`unknown command: ${name}`);
  takeDatabase(args);
  const runCommand = await command.load();
  await runCommand(args);
}

try {
  await run(process.argv.slice(2));
} catch (cause) {
  const isExpected = cause instanceof WaybillError || cause instanceof UsageError;
  const message = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`error: ${message.replaceAll('\n', ' ')}\n`);
  if (cause instanceof UsageError) process.stderr.write(`${usageText()}\n`);
  if (!isExpected && process.env.WAYBILL_DEBUG) process.stderr.write(`${(cause as Error).stack}\n`);
  const isUsage = cause instanceof UsageError || (cause instanceof WaybillError && cause.code === 'usage');
  process.exitCode = isUsage ? 2 : 1;
}
