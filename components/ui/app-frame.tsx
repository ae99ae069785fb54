'use client';

import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './app-frame.module.css';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { NavLinks } from './nav-links';
import { Wordmark } from './wordmark';

export function AppFrame({ children }: { readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 54, sm: 0 } }}
      navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      transitionDuration={120}
    >
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header className={classes.header} hiddenFrom="sm">
        <Link href="/" className={classes.home}>
          <Wordmark />
        </Link>
        <Burger opened={isOpen} onClick={toggle} size="sm" aria-label="Open the menu" aria-expanded={isOpen} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Screens" data-closed={!isOpen || undefined}>
        <div className={classes.top}>
          <Link href="/" className={classes.home} onClick={close}>
            <Wordmark />
          </Link>
          <Burger opened onClick={close} size="sm" hiddenFrom="sm" aria-label="Close the menu" />
        </div>
        <div className={classes.links}>
          <NavLinks onNavigate={close} />
        </div>
        <div className={classes.foot}>
          <span>Runs on this machine</span>
          <ColorSchemeToggle />
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="main" className={classes.main}>
        <div className={classes.page}>{children}</div>
      </AppShell.Main>
    </AppShell>
  );
}
