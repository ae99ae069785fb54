'use client';

import { Button, Drawer, Group } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryStates } from 'nuqs';
import { useState, useTransition } from 'react';
import { countOf, formatUsd } from '@/components/ui/format';
import { LoadingState } from '@/components/ui/state';
import type { NameMapping } from '@/lib/domain/names-view';
import { namesParams } from '@/lib/schema/names-params';
import { effectText, seenText } from './name-words';
import classes from './names.module.css';
import { OfferPicker } from './offer-picker';

export type SaveAlias = (name: string, offerId: string, books: readonly string[]) => Promise<{ error: string | null }>;

type Props = {
  readonly mapping: NameMapping | null;
  readonly books: readonly string[];
  readonly onSave: SaveAlias;
};

function Current({ current, traffic }: Pick<NameMapping, 'current' | 'traffic'>) {
  return (
    <section>
      <h3>Today</h3>
      {traffic === null ? (
        <p>No workload has calls under this name.</p>
      ) : (
        <p>
          {countOf(traffic.requests, 'request')} in {traffic.workloads.join(', ')}, {seenText(traffic)};{' '}
          {traffic.loggedUsd === null ? 'no cost in the log' : `${formatUsd(traffic.loggedUsd)} as logged`}.
        </p>
      )}
      {current === null ? (
        <p>No rule knows the name, so its calls have no price.</p>
      ) : (
        <>
          <p>Priced as {current.offerId}:</p>
          <ol className={classes.steps}>
            {current.how.split('; ').map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Effects({
  candidate,
  hasPrice,
}: {
  readonly candidate: NonNullable<NameMapping['candidate']>;
  readonly hasPrice: boolean;
}) {
  if (candidate.problem !== null)
    return (
      <p className={classes.error} role="alert">
        {candidate.problem}
      </p>
    );
  return (
    <section aria-live="polite">
      <h3>As {candidate.offer.offerId}</h3>
      {candidate.effects.length === 0 ? <p>No calls carry this name yet; later ones would be priced so.</p> : null}
      {candidate.effects.map((effect) => (
        <div key={effect.workload} className={classes.effect}>
          <p>
            <strong>{effect.workload}.</strong> {effectText(effect)}
          </p>
          {hasPrice ? <p className={classes.minor}>As it resolves today: {formatUsd(effect.todayUsd)}.</p> : null}
          {effect.unpriced.map(({ reason, requests }) => (
            <p key={reason} className={classes.error}>
              {countOf(requests, 'request')} without a price: {reason}
            </p>
          ))}
        </div>
      ))}
      <p className={classes.minor}>At the prices of each call’s own day, in the price books in use.</p>
    </section>
  );
}

/** Maps one name to an offer: what it is today, what could be meant, what it would do, and then the word of a person. */
export function MapName({ mapping, books, onSave }: Props) {
  const [isLoading, startTransition] = useTransition();
  const [isSaving, startSaving] = useTransition();
  const [error, setError] = useState<string | null>(null);
  const [, setParams] = useQueryStates(
    { name: namesParams.name, to: namesParams.to },
    { shallow: false, history: 'push', scroll: false, startTransition },
  );
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const close = () => {
    setError(null);
    setParams({ name: null, to: null });
  };
  const pick = (to: string) => {
    setError(null);
    setParams({ to });
  };
  const candidate = mapping?.candidate ?? null;
  const save = () =>
    startSaving(async () => {
      if (mapping === null || candidate === null) return;
      const result = await onSave(mapping.name, candidate.offer.offerId, books);
      setError(result.error);
      if (result.error !== null) return;
      notifications.show({ message: `${mapping.name} is priced as ${candidate.offer.offerId} from now on.` });
      close();
    });
  return (
    <Drawer
      opened={mapping !== null}
      onClose={close}
      position="right"
      size={isNarrow ? '100%' : 560}
      title={mapping?.name}
      classNames={{ title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {mapping === null ? null : (
        <div className={classes.mapping}>
          <Current current={mapping.current} traffic={mapping.traffic} />
          {mapping.refusal === null ? (
            <section>
              <h3>What it is</h3>
              {mapping.suggestions.length > 0 ? (
                <>
                  <p className={classes.minor}>Offers that read alike. None is taken unless you say so.</p>
                  <div className={classes.suggestions}>
                    {mapping.suggestions.map(({ offerId }) => (
                      <Button
                        key={offerId}
                        size="compact-sm"
                        variant={candidate?.offer.offerId === offerId ? 'light' : 'default'}
                        onClick={() => pick(offerId)}
                      >
                        {offerId}
                      </Button>
                    ))}
                  </div>
                </>
              ) : (
                <p className={classes.minor}>No offer reads like it.</p>
              )}
              <OfferPicker books={books} onPick={pick} />
            </section>
          ) : (
            <p className={classes.error}>{mapping.refusal}</p>
          )}
          {isLoading ? <LoadingState label="Computing what it would do" rows={2} /> : null}
          {!isLoading && candidate ? <Effects candidate={candidate} hasPrice={mapping.current !== null} /> : null}
          {error ? (
            <p className={classes.error} role="alert">
              {error}
            </p>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              disabled={candidate === null || candidate.problem !== null || isLoading}
              loading={isSaving}
              onClick={save}
            >
              Save the mapping
            </Button>
          </Group>
        </div>
      )}
    </Drawer>
  );
}
