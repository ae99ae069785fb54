/** Reads mutated fixtures of every log format and checks that nothing crashes and nothing wrong is accepted. */
import { parseArgs } from 'node:util';
import { fuzzFormats } from './lib/fuzz-formats';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
  },
});
const unhandled: string[] = [];
process.on('unhandledRejection', (cause) => {
  unhandled.push(`unhandled rejection: ${cause instanceof Error ? cause.stack : String(cause)}`);
});
const { formats, imports, judgedForText, slowestMs, problems } = await fuzzFormats(
  {
    files: Number(values.files),
    seed: Number(values.seed),
    importEvery: 20,
    ...(values.case === undefined ? {} : { onlyCase: Number(values.case) }),
  },
  (line) => console.log(line),
);
console.table(formats);
const files = Object.values(formats).reduce((sum, counts) => sum + counts.files, 0);
console.log(`${files} files, each read twice (by detection and with its format named) after two previews`);
console.log(`${imports.done} imported whole, their cells compared; ${imports.refused} imports refused`);
console.log(`${judgedForText} accepted records compared with what was said in their fixtures`);
console.log(`the slowest step took ${Math.round(slowestMs)} ms`);
for (const problem of [...problems, ...unhandled]) console.error(`error: ${problem}`);
console.log(`${problems.length + unhandled.length} crashes or broken invariants`);
process.exitCode = problems.length + unhandled.length === 0 ? 0 : 1;
