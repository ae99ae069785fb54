import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, UNKNOWN, usdColumnFormat } from '@/components/ui/format';
import type { ModelCost } from '@/lib/domain/data-quality';
import classes from './quality.module.css';
import { explanationText, signedShare } from './quality-explanation';

/** Cents throughout: one outlier of thousands must not round the others to whole dollars. */
const usd = usdColumnFormat([1]);
function signedUsd(value: number): string {
  if (Math.abs(value) < 0.005) return usd(0);
  return value < 0 ? `−${usd(-value)}` : `+${usd(value)}`;
}

const columns: readonly Column<ModelCost>[] = [
  {
    key: 'model',
    header: 'As logged',
    isRowHeader: true,
    cell: ({ model, withoutCost, withoutPrice }) => (
      <>
        <span className={classes.model}>{model || 'No model name'}</span>
        {withoutCost > 0 ? (
          <span className={classes.sub}>no cost logged for {formatCount(withoutCost)} more</span>
        ) : null}
        {withoutPrice > 0 ? <span className={classes.sub}>no price for {formatCount(withoutPrice)} more</span> : null}
      </>
    ),
  },
  { key: 'requests', header: 'Requests', isNumeric: true, cell: ({ requests }) => formatCount(requests) },
  { key: 'logged', header: 'Logged', isNumeric: true, cell: ({ loggedUsd }) => usd(loggedUsd) },
  { key: 'repriced', header: 'Repriced', isNumeric: true, cell: ({ repricedUsd }) => usd(repricedUsd) },
  {
    key: 'difference',
    header: 'Difference',
    isNumeric: true,
    cell: ({ differenceUsd, differencePct, explanations }) => (
      <>
        {signedUsd(differenceUsd)}
        <span className={classes.sub}>
          {explanations.length === 0 && Math.abs(differenceUsd) < 0.01
            ? 'less than a cent'
            : differencePct === null
              ? UNKNOWN
              : signedShare(differencePct)}
        </span>
      </>
    ),
  },
  {
    key: 'why',
    header: 'Why',
    cell: ({ explanations }) => (
      <div className={classes.why}>
        {explanations.length === 0
          ? 'They agree.'
          : explanations.map((explanation) => <span key={explanation.kind}>{explanationText(explanation)}</span>)}
      </div>
    ),
  },
];

/** Logged against repriced cost, model by model. */
export function QualityCostsTable({ costs }: { readonly costs: readonly ModelCost[] }) {
  const requests = costs.reduce((sum, line) => sum + line.requests, 0);
  return (
    <div className={classes.costs}>
      <h3 className={classes.title}>Logged against repriced</h3>
      {costs.length === 0 ? (
        <p className={classes.minor}>No call has both a logged cost and a price.</p>
      ) : (
        <>
          <p className={classes.minor}>
            The {countOf(requests, 'call')} that have both. An explanation is a check over these calls that comes out;
            sums within 0.5% or a cent agree.
          </p>
          <DataTable
            label="Logged against repriced cost by model"
            columns={columns}
            rows={costs}
            rowKey={({ model }) => model}
            maxHeight={440}
          />
        </>
      )}
    </div>
  );
}
