import { SavingsQualityScatter, type ScatterPoint } from '@/components/charts/savings-quality-scatter';
import { formatPct, formatScore } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import classes from './answer-chart.module.css';

export type ModelPoint = {
  readonly model: string;
  readonly name: string;
  readonly role: 'model' | 'strongest' | 'cheapest';
  readonly savingsPct: number | null;
  readonly quality: number | null;
  readonly judgedPct: number;
  readonly prior: boolean;
  readonly pricedPct: number;
};

type Props = {
  readonly points: readonly ModelPoint[];
  readonly today: { readonly quality: number | null };
  readonly plan: { readonly name: string; readonly savingsPct: number | null; readonly quality: number | null };
  readonly isKeepAll: boolean;
  /** The stack has volume discounts, commitments or fees, which are a whole month's and left out here. */
  readonly isApproximate: boolean;
};

/** Dearer than this would squeeze all others together at one edge. */
const LEAST_DRAWN_PCT = -150;

const ROLE_WORDS = { model: '', strongest: 'Always strongest: ', cheapest: 'Always cheapest: ' } as const;

function noteOf({ judgedPct, pricedPct, prior, quality }: ModelPoint): string {
  const priced = `prices ${formatPct(pricedPct)} of calls`;
  return quality === null ? priced : `Judged on ${formatPct(judgedPct)} of calls${prior ? ', prior' : ''}; ${priced}.`;
}

/** Said only where a model cannot serve all that is priced. */
function coverageOf({ pricedPct }: ModelPoint): string {
  return pricedPct >= 100 ? '' : `, prices ${formatPct(pricedPct)} of calls`;
}

function saves(savingsPct: number | null): string {
  if (savingsPct === null) return 'saving unknown';
  return savingsPct < 0 ? `costs ${formatPct(-savingsPct)} more` : `saves ${formatPct(savingsPct)}`;
}

export function AnswerChart({ points, today, plan, isKeepAll, isApproximate }: Props) {
  const isDrawn = (point: ModelPoint) => point.quality !== null && (point.savingsPct ?? -Infinity) >= LEAST_DRAWN_PCT;
  const drawn = points.filter(isDrawn);
  const beside = points.filter((point) => !isDrawn(point)).sort((a, b) => (b.savingsPct ?? 0) - (a.savingsPct ?? 0));
  const scatter: ScatterPoint[] = [
    ...drawn.map(
      (point): ScatterPoint => ({
        key: point.model,
        label: `${ROLE_WORDS[point.role]}${point.name}`,
        kind: point.role === 'model' ? 'model' : 'baseline',
        x: point.savingsPct,
        quality: point.quality,
        note: noteOf(point),
      }),
    ),
    { key: 'today', label: 'Today', kind: 'today', x: 0, quality: today.quality },
    ...(isKeepAll
      ? []
      : [{ key: 'plan', label: plan.name, kind: 'plan', x: plan.savingsPct, quality: plan.quality } as const]),
  ];
  const isPlanBeside = !isKeepAll && plan.quality === null;
  const canDraw = scatter.some((point) => point.x !== null && point.quality !== null);
  return (
    <Panel
      title="Savings against quality"
      description={`Up and to the right is better. Dots put everything on one model. Quality is compared over the calls judged on both sides.${
        isApproximate ? ' Approximate: savings before volume discounts, commitments and fees.' : ''
      }`}
    >
      {canDraw ? (
        <SavingsQualityScatter
          label="Savings against today and quality of today, this plan and single models"
          points={scatter}
          xUnit="savingsPct"
          height={320}
        />
      ) : (
        <p className={classes.none}>
          No benchmark or eval judges the tasks of this workload, so no quality can be drawn. Savings are known all the
          same.
        </p>
      )}
      {beside.length > 0 || isPlanBeside ? (
        <div className={classes.beside}>
          <h3 className={classes.title}>Not on the chart</h3>
          <ul className={classes.list}>
            {isPlanBeside ? (
              <li>
                <strong>{plan.name}</strong>
                <span>
                  {saves(plan.savingsPct)}, quality {formatScore(plan.quality)}
                </span>
              </li>
            ) : null}
            {beside.map((point) => (
              <li key={point.model}>
                {ROLE_WORDS[point.role]}
                {point.name}
                <span>
                  {saves(point.savingsPct)},{' '}
                  {point.quality === null ? 'no evidence' : `quality ${formatScore(point.quality)}`}
                  {coverageOf(point)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Panel>
  );
}
