import { formatPct, formatScore } from '@/components/ui/format';
import { ChartTip, type TipLine } from './chart-tip';
import type { FrontierPoint } from './frontier-geometry';
import type { PlacedPoint } from './frontier-layers';
import classes from './frontier-tip.module.css';

/** A plan in words: which calls go where, and its bill with the period, formatted. */
export type PlanWords = {
  readonly rules: readonly { readonly when: string; readonly to: string }[];
  readonly usd: string;
};

const MOST_RULES = 5;

/** `saves 43%`, `costs 12% more`. */
export function savesWords(savingsPct: number | null): string {
  if (savingsPct === null) return 'saving unknown';
  return savingsPct < 0 ? `costs ${formatPct(-savingsPct)} more` : `saves ${formatPct(savingsPct)}`;
}

export function intervalWords(low: number | null | undefined, high: number | null | undefined): string | null {
  return low == null || high == null ? null : `${formatScore(low)} to ${formatScore(high)}`;
}

function RuleList({ rules }: Pick<PlanWords, 'rules'>) {
  const shown = rules.length > MOST_RULES + 1 ? rules.slice(0, MOST_RULES) : rules;
  return (
    <ul className={classes.rules}>
      {shown.map(({ when, to }) => (
        <li key={`${when} ${to}`}>
          <span className={classes.when}>{when} →</span> {to}
        </li>
      ))}
      {rules.length > shown.length ? (
        <li className={classes.when}>and {rules.length - shown.length} more rules</li>
      ) : null}
    </ul>
  );
}

type Props = {
  readonly point: FrontierPoint;
  readonly words: PlanWords | null;
  readonly qualityTitle: string;
  readonly showInterval: boolean;
  readonly hint: string | null;
};

export function FrontierTip({ point, words, qualityTitle, showInterval, hint }: Props) {
  const interval = showInterval ? intervalWords(point.low, point.high) : null;
  const lines: TipLine[] = [
    { label: 'Savings', value: formatPct(point.savingsPct) },
    ...(words === null ? [] : [{ label: 'Cost', value: words.usd }]),
    { label: qualityTitle, value: formatScore(point.quality) },
    ...(interval === null ? [] : [{ label: '95% interval', value: interval }]),
  ];
  return (
    <ChartTip title="Best plan at this quality" lines={lines}>
      {words === null ? null : <RuleList rules={words.rules} />}
      {hint === null ? null : <p className={classes.hint}>{hint}</p>}
    </ChartTip>
  );
}

type PointProps = { readonly point: PlacedPoint; readonly showInterval: boolean };

export function PointTip({ point, showInterval }: PointProps) {
  const interval = showInterval ? intervalWords(point.low, point.high) : null;
  const lines: TipLine[] = [
    { label: 'Savings', value: formatPct(point.savingsPct) },
    { label: 'Quality', value: formatScore(point.quality) },
    ...(interval === null ? [] : [{ label: '95% interval', value: interval }]),
  ];
  return <ChartTip title={point.label} lines={lines} note={point.note} />;
}

/** A plan for a screen reader, after its saving and quality. */
export function wordsAloud(words: PlanWords | null): string {
  if (words === null) return '';
  return `, ${words.usd}. ${words.rules.map(({ when, to }) => `${when}: ${to}`).join('; ')}`;
}
