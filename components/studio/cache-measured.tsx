'use client';

import { Button } from '@mantine/core';
import { countOf, formatPct } from '@/components/ui/format';
import type { CacheRule } from '@/lib/domain/policy';
import classes from './part-editor.module.css';
import { usePlanFacts } from './plan-facts';
import { describeSeconds } from './policy-words';
import { repeatShare } from './repeat-share';
import { useRepeats } from './use-repeats';

type Props = { readonly rule: CacheRule; readonly owner: string; readonly onTake: (hitRate: number) => void };

/** What the log itself says of a cache of exact prompts, with a button to take it. */
export function CacheMeasured({ rule: { when, hitRate, ttlSeconds }, owner, onTake }: Props) {
  const { workload } = usePlanFacts();
  const state = useRepeats(workload, ttlSeconds);
  if (state === 'measuring') return <p className={classes.note}>Measuring the repeats of the log…</p>;
  if (state === 'failed') return <p className={classes.note}>The repeats of the log could not be measured.</p>;
  if (state.repeats === null)
    return (
      <p className={classes.note}>
        Not measured: the log has no prompt hash. Map a column to “Prompt hash” when you import it.
      </p>
    );
  const found = repeatShare(state.repeats, when);
  if (found === null) return <p className={classes.note}>Not measured: none of its calls has a prompt hash.</p>;
  const taken = Math.floor(found.share * 10_000) / 10_000;
  const whose = found.tasks === null ? 'calls' : `${found.tasks.join(', ')} calls`;
  const within = ttlSeconds === undefined ? '' : ` within ${describeSeconds(ttlSeconds)}`;
  return (
    <p className={classes.note}>
      Measured: <b>{formatPct(found.share * 100)}</b> of {whose} repeat one on the same model{within} (of{' '}
      {countOf(found.requests, 'call')} with a prompt hash{found.byTaskOnly ? '; by task only' : ''}).{' '}
      {Math.abs(hitRate - taken) < 1e-9 ? null : (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Take the measured share for ${owner}`}
          onClick={() => onTake(taken)}
        >
          Use it
        </Button>
      )}
    </p>
  );
}
