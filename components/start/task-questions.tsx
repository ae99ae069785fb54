import { NativeSelect } from '@mantine/core';
import Link from 'next/link';
import { formatShare, formatTokens, UNKNOWN } from '@/components/ui/format';
import { BLAST_RADII, type DecisionTask } from '@/lib/domain/decision';
import { BLAST_WORDS, stanceText, VOLUME_WORDS } from './start-words';
import classes from './task-questions.module.css';

type Props = {
  readonly tasks: readonly DecisionTask[];
  /** The workload's, with its `?`. */
  readonly query: string;
};

const titleOf = (task: string) => task || 'No task';

function choicesOf(chosen: number) {
  const usual: readonly number[] = BLAST_RADII;
  const values = usual.includes(chosen) ? usual : [...usual, chosen];
  return values.map((value) => ({
    value: String(value),
    label: BLAST_WORDS[value] === undefined ? String(value) : `${value} – ${BLAST_WORDS[value]}`,
  }));
}

function Question({ row, query }: { readonly row: DecisionTask; readonly query: string }) {
  const volume = row.volume === null ? null : VOLUME_WORDS[row.volume];
  return (
    <li className={classes.row}>
      <p className={classes.task}>
        {titleOf(row.task)}
        <span>{formatShare(row.usdPct)} of the bill</span>
      </p>
      <div>
        <p className={classes.label}>Need</p>
        <p>{row.judges.length === 0 ? 'nothing judges it' : row.judges.join('; ')}</p>
        {row.needs.length > 0 ? <p className={classes.note}>needs {row.needs.join(', ')}</p> : null}
      </div>
      <div>
        <p className={classes.label}>Volume</p>
        <p>{row.tokensPerDay === null ? UNKNOWN : `${formatTokens(row.tokensPerDay)} tokens a day`}</p>
        {volume === null ? null : (
          <p className={classes.note}>
            {volume.range}: {volume.says}
          </p>
        )}
      </div>
      <div>
        <p className={classes.label}>Blast radius</p>
        <NativeSelect
          aria-label={`Blast radius of ${titleOf(row.task)}`}
          name={`blast:${row.task}`}
          size="xs"
          defaultValue={String(row.blastRadius)}
          data={choicesOf(row.blastRadius)}
        />
        {row.exposure === null ? null : (
          <p className={classes.note}>
            {row.blastRadius} × {formatTokens(row.tokensPerDay)} = {formatTokens(row.exposure)}
          </p>
        )}
      </div>
      <div>
        <p className={classes.label}>So it</p>
        <p className={classes.stance} data-stance={row.judges.length === 0 ? 'stays' : row.stance}>
          {stanceText(row.stance, row.judges.length > 0)}
        </p>
        {row.judges.length === 0 ? (
          <p className={classes.note}>
            <Link className={classes.link} href={`/catalog/evidence${query}`}>
              Give it a judge
            </Link>
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** Every task with what the log says of its need and volume, and the one thing that only a person knows. */
export function TaskQuestions({ tasks, query }: Props) {
  return (
    <ul className={classes.root} aria-label="Tasks, the most exposed first">
      {tasks.map((row) => (
        <Question key={`${row.task}:${row.blastRadius}`} row={row} query={query} />
      ))}
    </ul>
  );
}
