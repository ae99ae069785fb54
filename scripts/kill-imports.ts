/** Kills imports with SIGKILL at random moments, starts again, and checks that nothing is lost or doubled. */
import { parseArgs } from 'node:util';
import { killImports } from './lib/kill-imports';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '400000' },
  },
});
const options = { rounds: Number(values.rounds), seed: Number(values.seed), rows: Number(values.rows) };
const { killed, restarts, problems } = await killImports(options, (line) => console.log(line));
console.log(
  `\n${options.rounds} imports, ${restarts} kills: ${killed.receiving} while the file came in, ${killed.reading} while it was read, ${killed.afterTheEnd} after its end`,
);
console.log(`${options.rounds - new Set(problems.map((text) => text.split(':')[0])).size} ended as undisturbed`);
for (const problem of problems) console.error(`error: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
