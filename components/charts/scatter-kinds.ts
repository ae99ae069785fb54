import type { LegendItem } from './chart-frame';

export const POINT_KINDS = ['frontier', 'model', 'baseline', 'oracle', 'today', 'plan'] as const;
export type PointKind = (typeof POINT_KINDS)[number];

export type KindLook = {
  readonly title: string;
  readonly color: string;
  readonly legend: NonNullable<LegendItem['shape']>;
  /** Its points carry their label in the chart. */
  readonly isNamed: boolean;
};

export const KIND_LOOKS: { readonly [kind in PointKind]: KindLook } = {
  frontier: { title: 'Best plans', color: 'var(--wb-plan)', legend: 'line', isNamed: false },
  model: { title: 'One model for everything', color: 'var(--wb-muted)', legend: 'dot', isNamed: false },
  baseline: { title: 'Baselines', color: 'var(--wb-today)', legend: 'square', isNamed: true },
  oracle: { title: 'Perfect hindsight', color: 'var(--wb-cat-3)', legend: 'dot', isNamed: true },
  today: { title: 'Today', color: 'var(--wb-today)', legend: 'dot', isNamed: true },
  plan: { title: 'This plan', color: 'var(--wb-plan)', legend: 'diamond', isNamed: true },
};
