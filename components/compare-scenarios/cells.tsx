import type { NameOf } from '@/components/studio/policy-words';
import { PriorBadge } from '@/components/studio/prior-badge';
import {
  countOf,
  formatDay,
  formatPct,
  formatScore,
  formatShare,
  formatUsd,
  UNKNOWN,
  usdColumnFormat,
} from '@/components/ui/format';
import type { ReadyScenario, SpendLine } from '@/lib/domain/compare-scenarios-view';
import { OUTLIERS_PENDING, type Quality } from '@/lib/domain/simulation';
import classes from './compare-table.module.css';
import { describeDifference } from './difference-words';
import { describeDrift } from './drift-words';
import { nameViolation } from './violation-names';

type Props = { readonly scenario: ReadyScenario };
type Named = Props & { readonly nameOf: NameOf };

const MAX_LINES = 5;

function Note({ children }: { readonly children: React.ReactNode }) {
  return <span className={classes.note}>{children}</span>;
}

export function LogCell({ scenario: { workload, note, requests, fromMs, toMs } }: Props) {
  return (
    <>
      {workload}
      {note === '' ? null : <Note>{note}</Note>}
      <Note>
        {countOf(requests, 'request')}, {fromMs === null ? UNKNOWN : `${formatDay(fromMs)} to ${formatDay(toMs)}`}
      </Note>
    </>
  );
}

export function PricesCell({ scenario: { asOf, isToday, books, newerBooks } }: Props) {
  const date = asOf === 'logged' ? 'Of each call’s own date' : `As of ${formatDay(Date.parse(asOf))}`;
  return (
    <>
      {date}
      {isToday ? ', today' : ''}
      <Note>{books.map(({ name, version }) => `${name} ${version}`).join(', ')}</Note>
      {newerBooks.length === 0 ? null : <Note>There is a later version of {newerBooks.join(', ')}.</Note>}
    </>
  );
}

const perOf = ({ period }: ReadyScenario) => (period === 'month' ? 'a month' : 'over the log’s span');

export function TodayCell({ scenario }: Props) {
  return (
    <>
      <span className={classes.money} data-tone="today">
        {formatUsd(scenario.todayUsd)}
      </span>
      <Note>{perOf(scenario)}</Note>
    </>
  );
}

export function PlanCell({ scenario }: Props) {
  const { requestsPerDay } = scenario;
  return (
    <>
      <span className={classes.money} data-tone="plan">
        {formatUsd(scenario.planUsd)}
      </span>
      <Note>
        {perOf(scenario)}
        {requestsPerDay === null ? '' : `, at ${countOf(requestsPerDay, 'request')} a day`}
      </Note>
    </>
  );
}

export function SavingCell({ scenario: { savingsUsd, savingsPct } }: Props) {
  if (savingsUsd === null) return UNKNOWN;
  const isLoss = savingsUsd < 0;
  return (
    <>
      <span className={classes.money} data-tone={isLoss ? 'breaks' : 'plan'}>
        {formatUsd(Math.abs(savingsUsd))}
      </span>
      <Note>
        {savingsPct === null ? '' : `${formatPct(Math.abs(savingsPct))} `}
        {isLoss ? 'more than today’s bill' : 'of today’s bill'}
      </Note>
    </>
  );
}

export function CoverageCell({ scenario: { pricedPct, pricedTokensPct } }: Props) {
  return (
    <>
      {formatPct(pricedPct)} of requests
      <Note>{formatPct(pricedTokensPct)} of tokens</Note>
    </>
  );
}

function intervalWords({ interval }: Quality): string {
  return interval === null
    ? 'interval not known: some evidence states no sample'
    : `${formatScore(interval.low)} to ${formatScore(interval.high)}, 95%`;
}

export function QualityCell({ scenario: { quality, todayQuality } }: Props) {
  if (quality.value === null) return `${UNKNOWN} no evidence for these tasks`;
  return (
    <>
      {formatScore(quality.value)} {quality.prior ? <PriorBadge /> : null}
      <Note>{intervalWords(quality)}</Note>
      <Note>
        {quality.relative === null
          ? ''
          : `${formatScore(quality.relative)} of today’s ${formatScore(todayQuality.value)}; `}
        judged on {formatPct(quality.judgedPct)} of calls
      </Note>
    </>
  );
}

export function BreaksCell({ scenario: { violations }, nameOf }: Named) {
  if (violations.length === 0) return 'Nothing known';
  return (
    <ul className={classes.list}>
      {violations.map(({ kind, requests, models }) => {
        const { text, breaks } = nameViolation(kind);
        return (
          <li key={kind}>
            <span data-breaks={breaks || undefined}>{text}</span>
            <Note>
              {countOf(requests, 'call')}
              {kind === OUTLIERS_PENDING ? '' : ` on ${models.slice(0, 2).map(nameOf).join(', ')}`}
              {models.length > 2 ? ` and ${models.length - 2} more` : ''}
            </Note>
          </li>
        );
      })}
    </ul>
  );
}

function topLines(lines: readonly SpendLine[]): readonly SpendLine[] {
  if (lines.length <= MAX_LINES) return lines;
  const rest = lines.slice(MAX_LINES - 1);
  const sum = (of: (line: SpendLine) => number) => rest.reduce((total, line) => total + of(line), 0);
  return [
    ...lines.slice(0, MAX_LINES - 1),
    { label: `${rest.length} more`, usd: sum(({ usd }) => usd), sharePct: sum(({ sharePct }) => sharePct ?? 0) },
  ];
}

export function SpendCell({ lines }: { readonly lines: readonly SpendLine[] }) {
  if (lines.length === 0) return UNKNOWN;
  const shown = topLines(lines);
  const format = usdColumnFormat(shown.map(({ usd }) => usd));
  return (
    <dl className={classes.lines}>
      {shown.map(({ label, usd, sharePct }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{format(usd)}</dd>
          <dd>{formatShare(sharePct)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function DifferencesCell({ scenario: { differences, isSamePolicy, fromFirst }, nameOf }: Named) {
  if (fromFirst === null) return '—';
  if (isSamePolicy) return 'The same plan';
  return (
    <ul className={classes.list}>
      {differences.map((difference) => {
        const text = describeDifference(difference, nameOf);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}

export function KeptCell({ scenario }: Props) {
  const { savedAtMs, drift, filesSince, newerBooks, isToday } = scenario;
  const causes = [
    ...(filesSince > 0 ? [`${countOf(filesSince, 'file')} came to the workload`] : []),
    ...(isToday ? ['today’s prices are of another day'] : []),
    ...(filesSince === 0 && !isToday ? ['evidence or labels changed'] : []),
  ];
  return (
    <>
      Saved {formatDay(savedAtMs)}
      {drift.length === 0 ? (
        <Note>Its figures are those that were kept.</Note>
      ) : (
        <>
          {drift.map((each) => (
            <Note key={each.figure}>{describeDrift(each)}</Note>
          ))}
          <Note>Since then {causes.join(', and ')}.</Note>
        </>
      )}
      {drift.length === 0 && newerBooks.length > 0 ? <Note>Later book versions are not used here.</Note> : null}
    </>
  );
}
