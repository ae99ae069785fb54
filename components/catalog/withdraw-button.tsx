'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, useTransition } from 'react';
import type { OfferPrice } from '@/lib/domain/offer-view';

type Ref = Pick<OfferPrice, 'validFromMs' | 'validToMs' | 'serviceTier'> & {
  readonly offerId: string;
  readonly region: string | null;
};

export type Withdraw = (book: string, price: Ref) => Promise<{ readonly error: string | null }>;

type Props = { readonly book: string; readonly price: OfferPrice; readonly withdraw: Withdraw };

export function WithdrawButton({ book, price, withdraw }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, startTransition] = useTransition();
  const { offerId, validFromMs, validToMs, serviceTier, region = null } = price;
  const run = () =>
    startTransition(async () => {
      const { error } = await withdraw(book, { offerId, validFromMs, validToMs, serviceTier, region });
      setIsAsking(false);
      notifications.show(
        error === null
          ? { message: `The price set by hand is withdrawn from ${book}.` }
          : { message: error, color: 'red' },
      );
    });
  if (!isAsking)
    return (
      <Button variant="default" size="compact-xs" onClick={() => setIsAsking(true)}>
        Withdraw
      </Button>
    );
  return (
    <Button.Group>
      <Button variant="filled" size="compact-xs" loading={isPending} onClick={run} data-autofocus>
        Withdraw it
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => setIsAsking(false)}>
        Keep it
      </Button>
    </Button.Group>
  );
}
