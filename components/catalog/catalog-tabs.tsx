'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import classes from './catalog-tabs.module.css';

const TABS: readonly (readonly [path: string, title: string])[] = [
  ['/catalog', 'Offers'],
  ['/catalog/compare', 'Compare'],
  ['/catalog/calculator', 'Calculator'],
  ['/catalog/books', 'Price books'],
  ['/catalog/conflicts', 'Conflicts'],
  ['/catalog/evidence', 'Evidence'],
  ['/catalog/names', 'Model names'],
];

export function CatalogTabs() {
  const path = usePathname();
  const isCurrent = (tab: string) => (tab === '/catalog' ? path === tab : path === tab || path.startsWith(`${tab}/`));
  const navRef = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a narrow screen another tab is brought into sight
  useEffect(() => {
    const nav = navRef.current;
    const tab = nav?.querySelector<HTMLElement>('[aria-current]');
    if (nav && tab) nav.scrollLeft = tab.offsetLeft - (nav.clientWidth - tab.offsetWidth) / 2;
  }, [path]);
  return (
    <nav ref={navRef} className={classes.root} aria-label="Catalog">
      {TABS.map(([tab, title]) => (
        <Link key={tab} href={tab} className={classes.tab} aria-current={isCurrent(tab) ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}
