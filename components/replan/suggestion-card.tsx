'use client';

import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, useTransition } from 'react';
import { describeCondition, describeRoute, type NameOf } from '@/components/studio/policy-words';
import { countOf, formatDay, formatPct, formatScore, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { ShownSuggestion } from '@/lib/domain/replan-view';
import classes from './replan.module.css';
import type { ActionResult, Decision } from './replan-screen';
import { ruleWords } from './rule-words';

type Props = {
  readonly suggestion: ShownSuggestion;
  readonly floor: number;
  readonly nameOf: NameOf;
  /** Taking saves the changed policy under this name; null where the saved policy itself is changed. */
  readonly savesAs: string | null;
  readonly decide: (decision: Decision) => Promise<ActionResult>;
};

const signedScore = (change: number) => `${change > 0 ? '+' : ''}${formatScore(change)}`;

function qualityWords({ quality: { before, after, change } }: ShownSuggestion): string {
  if (before === null || after === null) return 'not judged';
  const interval =
    change === null
      ? 'interval not known'
      : change.low === change.high
        ? 'the same evidence'
        : `${signedScore(change.low)} to ${signedScore(change.high)}, 95%`;
  return `${formatScore(before)} → ${formatScore(after)} (${interval})`;
}

/** Certainty in whole percent, never rounded up to certain. */
function certaintyWords(certainty: number | null): string {
  if (certainty === null) return UNKNOWN;
  return certainty > 0.99 && certainty < 1 ? '>99%' : `${Math.floor(certainty * 100)}%`;
}

export function SuggestionCard({ suggestion, floor, nameOf, savesAs, decide }: Props) {
  const [isDeclining, setIsDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { rule, when, from, to, usdPerMonth, savingUsdPerMonth, certainty, because, declinedBefore, key } = suggestion;
  const share = usdPerMonth.before === 0 ? null : (100 * savingUsdPerMonth) / usdPerMonth.before;
  const isSaving = savingUsdPerMonth > 0;
  const run = (status: 'taken' | 'declined') =>
    startTransition(async () => {
      const result = await decide({ key, status, reason, by });
      setError(result.error);
      if (result.error === null)
        notifications.show({
          message:
            status === 'declined'
              ? 'Declined, and kept.'
              : `${ruleWords(rule)} is changed${savesAs === null ? '' : `, in the policy “${savesAs}”`}.`,
        });
    });
  return (
    <li className={classes.card}>
      <div className={classes.main}>
        <h3 className={classes.title}>
          {ruleWords(rule)} → {describeRoute(to, nameOf)}
        </h3>
        <p className={classes.note}>
          {when === null ? '' : `${describeCondition(when, nameOf)}; `}
          {countOf(Math.round(suggestion.requests), 'call')} a month; now: {describeRoute(from, nameOf)}
        </p>
        <p className={classes.because}>{because}</p>
        {declinedBefore === null ? null : (
          <p className={classes.note}>
            Declined on {formatDay(declinedBefore.atMs)} (“{declinedBefore.reason}”)
          </p>
        )}
      </div>
      <dl className={classes.figures}>
        <div>
          <dt>{isSaving ? 'Saves a month' : 'Costs more a month'}</dt>
          <dd className={classes.money}>{formatUsd(Math.abs(savingUsdPerMonth))}</dd>
          <dd className={classes.note}>
            {formatUsd(usdPerMonth.before)} → {formatUsd(usdPerMonth.after)}
            {share === null ? '' : `, ${formatPct(Math.abs(share))}`}
          </dd>
        </div>
        <div>
          <dt>Quality</dt>
          <dd>{qualityWords(suggestion)}</dd>
          <dd className={classes.note}>judged on {formatPct(suggestion.quality.judgedPct)} of these calls</dd>
        </div>
        <div>
          <dt>Keeps {formatPct(floor * 100)}</dt>
          <dd>
            {certaintyWords(certainty)}{' '}
            <span className={classes.note}>
              {certainty === null ? 'some evidence states no sample' : 'certain, by the samples'}
            </span>
          </dd>
        </div>
      </dl>
      <div className={classes.decide}>
        {isDeclining ? (
          <Textarea
            label="Why not"
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <TextInput
          label="Signed by"
          placeholder="optional"
          size="xs"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          {isDeclining ? (
            <>
              <Button size="xs" color="gray" loading={isPending} onClick={() => run('declined')}>
                Decline
              </Button>
              <Button size="xs" variant="default" disabled={isPending} onClick={() => setIsDeclining(false)}>
                Back
              </Button>
            </>
          ) : (
            <>
              <Button size="xs" loading={isPending} onClick={() => run('taken')}>
                {savesAs === null ? 'Take' : 'Take, and save as policy'}
              </Button>
              <Button size="xs" variant="default" disabled={isPending} onClick={() => setIsDeclining(true)}>
                Decline…
              </Button>
            </>
          )}
        </div>
        {savesAs === null || isDeclining ? null : (
          <p className={classes.note}>Saved as the policy “{savesAs}”; the scenario stays as it is.</p>
        )}
        {error === null ? null : (
          <p role="alert" className={classes.error}>
            {error}
          </p>
        )}
      </div>
    </li>
  );
}
