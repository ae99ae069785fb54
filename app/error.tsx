'use client';

import { Button } from '@mantine/core';
import { ErrorState } from '@/components/ui/state';

type Props = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <ErrorState
      title="This screen could not be shown"
      action={
        <Button variant="default" onClick={reset}>
          Try again
        </Button>
      }
    >
      The cause is in the server's log{error.digest ? ` under ${error.digest}` : ''}. Nothing that was stored is lost.
    </ErrorState>
  );
}
