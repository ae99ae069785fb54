import type { Route } from '@/lib/domain/policy';

export type SetRoute = (route: Route, books?: readonly string[]) => void;

/** What the editor of one kind of route is given. */
export type RouteEditorProps<Kind extends Route> = {
  /** Whose route it is, for the labels: `rule bulk`, `all other calls`. */
  readonly owner: string;
  readonly route: Kind;
  readonly onSet: SetRoute;
  readonly onDrag: (route: Route) => void;
};
