'use client';

import { Button, type ButtonVariant } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

type Props = {
  readonly href: string;
  readonly variant?: ButtonVariant;
  readonly size?: 'xs' | 'sm' | 'md';
  readonly children: ReactNode;
};

export function ButtonLink({ href, variant = 'default', size = 'sm', children }: Props) {
  return (
    <Button component={Link} href={href} variant={variant} size={size}>
      {children}
    </Button>
  );
}
