'use client';

import { Button, CopyButton } from '@mantine/core';

type Props = { readonly text: string; readonly what: string };

export function CopyText({ text, what }: Props) {
  return (
    <CopyButton value={text} timeout={2000}>
      {({ copied, copy }) => (
        <Button variant="default" size="xs" onClick={copy} aria-label={copied ? `Copied ${what}` : `Copy ${what}`}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}
