'use client';

import { NativeSelect } from '@mantine/core';
import { WaterfallChart } from '@/components/charts/waterfall-chart';
import { countOf, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { ReadyScenario } from '@/lib/domain/compare-scenarios-view';
import { CAUSE_WORDS } from './cause-words';
import classes from './waterfall-panel.module.css';

type Props = {
  readonly scenarios: readonly ReadyScenario[];
  /** The scenario explained, and whether from the first one's plan in place of today's bill. */
  readonly why: string | null;
  readonly isFromFirst: boolean;
  readonly onChoose: (why: string, isFromFirst: boolean) => void;
};

const FROM_FIRST = 'first:';
const FROM_TODAY = 'today:';

function Unlike({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <div className={classes.unlike}>
      <p>These two bills are not subtracted.</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

/** Why a bill is another one, cause by cause. */
export function WaterfallPanel({ scenarios, why, isFromFirst, onChoose }: Props) {
  const [first] = scenarios;
  const chosen = scenarios.find(({ name }) => name === why) ?? scenarios[1] ?? first;
  if (first === undefined || chosen === undefined) return null;
  const between = chosen.fromFirst !== null && (isFromFirst || why === null) ? chosen.fromFirst : null;
  const waterfall = between === null ? chosen.waterfall : between.kind === 'explained' ? between.waterfall : null;
  const per = chosen.period === 'month' ? 'a month' : 'over the log’s span';
  const startName = between === null ? 'Today' : first.name;
  const options = [
    ...scenarios.slice(1).map(({ name }) => ({ value: `${FROM_FIRST}${name}`, label: `${first.name} → ${name}` })),
    ...scenarios.map(({ name }) => ({ value: `${FROM_TODAY}${name}`, label: `Today → ${name}` })),
  ];
  return (
    <Panel
      title="Why they differ"
      description={`From one bill to the other, cause by cause, ${per}.`}
      aside={
        <NativeSelect
          aria-label="Which two bills"
          size="xs"
          className={classes.pair}
          data={options}
          value={`${between === null ? FROM_TODAY : FROM_FIRST}${chosen.name}`}
          onChange={({ currentTarget: { value } }) =>
            onChoose(value.slice(FROM_TODAY.length), value.startsWith(FROM_FIRST))
          }
        />
      }
    >
      {between?.kind === 'unlike' ? <Unlike reasons={between.reasons} /> : null}
      {between === null && waterfall === null ? (
        <p className={classes.note}>No call has a price on both sides.</p>
      ) : null}
      {waterfall === null ? null : waterfall.steps.length === 0 ? (
        <p className={classes.note}>
          Both come to {formatUsd(waterfall.toUsd)} {per}: no cause is at work between them.
        </p>
      ) : (
        <>
          <WaterfallChart
            label={`From ${startName} to ${chosen.name}, by cause, ${per}`}
            start={{ key: 'from', label: startName, usd: waterfall.fromUsd }}
            steps={waterfall.steps.map(({ cause, usd }) => ({ key: cause, label: CAUSE_WORDS[cause].label, usd }))}
            end={{ key: 'to', label: chosen.name, usd: waterfall.toUsd }}
            isBetweenPlans={between !== null}
          />
          <dl className={classes.causes}>
            {waterfall.steps.map(({ cause }) => (
              <div key={cause}>
                <dt>{CAUSE_WORDS[cause].label}</dt>
                <dd>{CAUSE_WORDS[cause].text}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.note}>
            Causes are switched on from top to bottom, each by replaying the calls, so a later one acts on what the
            earlier ones left: in another order the bars would differ, their sum would not. Over{' '}
            {countOf(waterfall.requests, 'call')} of {countOf(chosen.requests, 'call')}, those with a price today and
            under {between === null ? 'the plan' : 'both plans'}
            {waterfall.apartRequests === 0
              ? '.'
              : `; ${countOf(waterfall.apartRequests, 'call')} of them cannot be split by cause.`}
            {between?.kind === 'explained' && between.isWithoutTerms
              ? ' The two plans price different calls, so volume discounts, commitments and fees are left out here.'
              : ''}
          </p>
        </>
      )}
    </Panel>
  );
}
