import { DataTable } from '@/components/ui/data-table';
import { type Stance, VOLUME_CLASSES, type VolumeClass } from '@/lib/domain/decision';
import { stanceOf } from '@/lib/engine/decision';
import classes from './start-form.module.css';
import { STANCE_WORDS, VOLUME_WORDS } from './start-words';

const BLASTS = [
  { label: '1 to 3', radius: 1 },
  { label: '4 and 5', radius: 4 },
] as const;
const SHORT: { readonly [stance in Stance]: string } = { stays: 'stays', guarded: 'no worse', free: 'cheapest' };

/** The rules that turn blast radius and volume into what a task may do. */
export function StanceTable() {
  const cell = (volume: VolumeClass) => (row: (typeof BLASTS)[number]) => SHORT[stanceOf(row.radius, volume)];
  return (
    <details className={classes.details}>
      <summary>The rules behind “so it”</summary>
      <DataTable
        label="What a task may do by blast radius and tokens a day"
        rows={BLASTS}
        rowKey={({ label }) => label}
        columns={[
          { key: 'blast', header: 'Blast radius', cell: ({ label }) => label, isRowHeader: true },
          ...VOLUME_CLASSES.map((volume) => ({
            key: volume,
            header: VOLUME_WORDS[volume].range,
            cell: cell(volume),
          })),
        ]}
      />
      <p className={classes.note}>
        “Stays”: {STANCE_WORDS.stays}. “No worse”: {STANCE_WORDS.guarded}, by the scores of what judges it. “Cheapest”:{' '}
        {STANCE_WORDS.free}; in the mean that the floor holds for, its calls weigh as much as its blast radius.
      </p>
    </details>
  );
}
