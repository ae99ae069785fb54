import { formatScore, UNKNOWN } from '@/components/ui/format';
import type { Interval } from '@/lib/domain/evidence';
import { ChartFrame, type LegendItem } from './chart-frame';
import classes from './interval-dots.module.css';
import { stepRange, ticksWithin } from './scatter-layout';

export type DotTone = 'own' | 'prior' | 'feedback' | 'muted';

export type IntervalDot = {
  readonly key: string;
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
  /** null: no sample is known, so the dot stands alone. */
  readonly interval: Interval | null;
  readonly tone: DotTone;
  /** What kind of evidence it is, for the table. */
  readonly kind: string;
};

type Props = { readonly label: string; readonly dots: readonly IntervalDot[] };

const TONES: { readonly [tone in DotTone]: LegendItem } = {
  own: { label: 'Own eval', color: 'var(--wb-plan)', shape: 'dot' },
  feedback: { label: 'Feedback', color: 'var(--wb-cat-2)', shape: 'diamond' },
  prior: { label: 'Prior, a public benchmark', color: 'var(--wb-today)', shape: 'dot' },
  muted: { label: 'Does not count', color: 'var(--wb-muted)', shape: 'dot' },
};
const ORDER = ['own', 'feedback', 'prior', 'muted'] as const;
const STEP = 0.05;
const ROW_PX = 26;
const AXIS_PX = 26;

export function intervalText(interval: Interval | null): string {
  return interval === null ? UNKNOWN : `${formatScore(interval.low)} to ${formatScore(interval.high)}`;
}

/** One line a model: its score as a dot, its 95 % interval as the bar behind it. */
export function IntervalDots({ label, dots }: Props) {
  const range = stepRange(
    dots.flatMap(({ score, interval }) => [score, interval?.low ?? score, interval?.high ?? score]),
    STEP,
    [0, 1],
  );
  const [low, high] = range;
  const at = (value: number) => `${(100 * (value - low)) / (high - low || 1)}%`;
  const ticks = ticksWithin(range, STEP);
  return (
    <ChartFrame
      label={label}
      height={dots.length * ROW_PX + AXIS_PX}
      columns={['Model', 'Kind', 'Score', '95% interval']}
      rows={dots.map(({ name, kind, score, interval }) => [name, kind, formatScore(score), intervalText(interval)])}
      legend={ORDER.filter((tone) => dots.some((dot) => dot.tone === tone)).map((tone) => TONES[tone])}
    >
      <div className={classes.root} aria-hidden="true">
        <div className={classes.grid}>
          {ticks.map((tick) => (
            <span key={tick} className={classes.tick} style={{ left: at(tick) }}>
              <span>{formatScore(tick)}</span>
            </span>
          ))}
        </div>
        {dots.map(({ key, name, score, interval, tone }) => (
          <div key={key} className={classes.row} data-tone={tone} style={{ height: ROW_PX }}>
            <span className={classes.name} title={name}>
              {name}
            </span>
            <span className={classes.track} title={`${formatScore(score)}, 95% interval ${intervalText(interval)}`}>
              {interval === null ? null : (
                <span
                  className={classes.bar}
                  style={{ left: at(interval.low), right: `calc(100% - ${at(interval.high)})` }}
                />
              )}
              <span className={classes.dot} style={{ left: at(score) }} />
            </span>
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
