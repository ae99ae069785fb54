'use client';

import { NavLink } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import classes from './nav-links.module.css';
import { ScreenIcon } from './screen-icon';
import { isCurrentScreen, SCREEN_GROUPS, withScenario } from './screens';

type Props = { readonly onNavigate: () => void };

function Links({ onNavigate, params }: Props & { readonly params: Pick<URLSearchParams, 'getAll'> }) {
  const pathname = usePathname();
  return SCREEN_GROUPS.map((group) => (
    <div key={group.title} className={classes.group}>
      <p className={classes.title}>{group.title}</p>
      {group.screens.map((screen) => {
        const isCurrent = isCurrentScreen(screen.href, pathname);
        return (
          <NavLink
            key={screen.href}
            component={Link}
            // The address changes with every step of a drag: each would be asked of the server.
            prefetch={false}
            href={withScenario(screen.href, params)}
            label={screen.label}
            leftSection={<ScreenIcon icon={screen.icon} />}
            active={isCurrent}
            aria-current={isCurrent ? 'page' : undefined}
            onClick={onNavigate}
            classNames={{ root: classes.link, section: classes.icon }}
          />
        );
      })}
    </div>
  ));
}

function LinksWithScenario(props: Props) {
  return <Links {...props} params={useSearchParams()} />;
}

const NO_PARAMS = new URLSearchParams();

export function NavLinks(props: Props) {
  return (
    <Suspense fallback={<Links {...props} params={NO_PARAMS} />}>
      <LinksWithScenario {...props} />
    </Suspense>
  );
}
