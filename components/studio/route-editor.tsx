'use client';

import { SegmentedControl } from '@mantine/core';
import type { Route } from '@/lib/domain/policy';
import { acceptFromEvidence } from './accept-share';
import { CascadeEditor } from './cascade-editor';
import { ChainEditor } from './chain-editor';
import { ROUTE_KINDS, type RouteKind, routeKind, setAccept, toRouteKind } from './edit-route';
import { FallbackEditor } from './fallback-editor';
import { ModelPicker } from './model-picker';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { SetRoute } from './route-props';
import { SplitEditor } from './split-editor';

type Props = {
  /** Whose route it is, for the labels: `rule bulk`, `all other calls`. */
  readonly owner: string;
  readonly route: Route;
  /** Tasks of the calls that it takes. */
  readonly tasks: readonly string[];
  readonly onSet: SetRoute;
  readonly onDrag: (route: Route) => void;
};

const KIND_TITLES: { readonly [kind in RouteKind]: string } = {
  keep: 'Keep',
  model: 'One',
  split: 'Split',
  cascade: 'Cascade',
  chain: 'Chain',
};
const KIND_NOTES: { readonly [kind in RouteKind]: string } = {
  keep: 'Every call stays on its logged model.',
  model: 'One model answers.',
  split: 'Several models answer, each its share.',
  cascade: 'A cheap model tries first; what is not good enough goes on to the next.',
  chain: 'Several models work on every call, one after the other.',
};
const STARTING_SHARE = 0.8;

export function RouteEditor({ owner, route, tasks, onSet, onDrag }: Props) {
  const { suggested, evidence } = usePlanFacts();
  const kind = routeKind(route);
  /** A new cascade has a share to start from wherever some of its tasks have no evidence. */
  const change = (to: RouteKind) => {
    const next = toRouteKind(route, to, suggested);
    if (!('cascade' in next)) return onSet(next);
    const known = next.cascade.map(({ model }) => acceptFromEvidence(evidence, model, 0, tasks));
    const typed = known
      .slice(0, -1)
      .reduce(
        (cascade, accept, index) =>
          accept === null || accept.withoutEvidence.length > 0 ? setAccept(cascade, index, STARTING_SHARE) : cascade,
        next,
      );
    onSet(typed);
  };
  const shared = { owner, onSet, onDrag };
  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>Goes to</legend>
      <SegmentedControl
        aria-label={`Where ${owner} goes`}
        size="xs"
        fullWidth
        value={kind}
        onChange={(next) => {
          const to = ROUTE_KINDS.find((each) => each === next);
          if (to !== undefined && to !== kind) change(to);
        }}
        data={ROUTE_KINDS.map((value) => ({ value, label: KIND_TITLES[value] }))}
      />
      <p className={classes.caption}>{KIND_NOTES[kind]}</p>
      {'model' in route ? (
        <ModelPicker
          isLabelHidden
          label={`Model of ${owner}`}
          value={route.model}
          first={suggested}
          onPick={(model, books) => onSet({ ...route, model }, books)}
        />
      ) : null}
      {'split' in route ? <SplitEditor {...shared} route={route} /> : null}
      {'cascade' in route ? <CascadeEditor {...shared} route={route} tasks={tasks} /> : null}
      {'chain' in route ? <ChainEditor {...shared} route={route} /> : null}
      <FallbackEditor owner={owner} route={route} onSet={onSet} />
    </fieldset>
  );
}
