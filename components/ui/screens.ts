export type ScreenIcon =
  | 'overview'
  | 'usage'
  | 'catalog'
  | 'studio'
  | 'compare'
  | 'replan'
  | 'return'
  | 'bills'
  | 'export';
type Screen = { readonly label: string; readonly href: string; readonly icon: ScreenIcon };

export const SCREEN_GROUPS: readonly { readonly title: string; readonly screens: readonly Screen[] }[] = [
  {
    title: 'Today',
    screens: [
      { label: 'Overview', href: '/', icon: 'overview' },
      { label: 'Usage', href: '/usage', icon: 'usage' },
      { label: 'Catalog', href: '/catalog', icon: 'catalog' },
    ],
  },
  {
    title: 'Plan',
    screens: [
      { label: 'Studio', href: '/studio', icon: 'studio' },
      { label: 'Compare', href: '/compare', icon: 'compare' },
      { label: 'Re-plan', href: '/replan', icon: 'replan' },
      { label: 'Return', href: '/return', icon: 'return' },
      { label: 'Bills', href: '/bills', icon: 'bills' },
      { label: 'Export', href: '/export', icon: 'export' },
    ],
  },
];

/** The search parameters that say which scenario is looked at; every screen reads the same ones. */
const SCENARIO_PARAMS = ['w', 'policy', 'p', 'books', 'asOf', 'rpd'] as const;

/** A screen's address with the scenario of the present one. */
export function withScenario(href: string, present: Pick<URLSearchParams, 'getAll'>): string {
  const kept = new URLSearchParams();
  for (const name of SCENARIO_PARAMS) for (const value of present.getAll(name)) kept.append(name, value);
  const query = kept.toString();
  return query === '' ? href : `${href}?${query}`;
}

export function isCurrentScreen(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
