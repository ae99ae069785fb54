'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { readonly href: string; readonly variant?: 'default' | 'filled'; readonly children: ReactNode };

export function DownloadLink({ href, variant = 'default', children }: Props) {
  return (
    <Button component="a" href={href} download variant={variant} size="xs">
      {children}
    </Button>
  );
}
