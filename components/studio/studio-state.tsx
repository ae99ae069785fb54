'use client';

import { debounce, throttle, useQueryStates } from 'nuqs';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useTransition } from 'react';
import { parseBookRef } from '@/lib/domain/book-ref';
import type { Policy } from '@/lib/domain/policy';
import { decodePolicy, encodePolicy } from '@/lib/schema/policy-url';
import { type ScenarioParams, scenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';

const EDIT_MS = 250;
const DRAG_MS = 150;

export type StudioState = {
  readonly params: ScenarioParams;
  readonly policy: Policy;
  /** The price stack in force, defaults filled in: `name`, or `name@version` where one is pinned. */
  readonly stack: readonly string[];
  readonly nameOf: (model: string) => string;
  /** The query of this scenario, to be carried to another screen. */
  readonly query: (path: string) => string;
  readonly isPending: boolean;
  /** One step of the browser's history. `books` are added to the stack. */
  readonly edit: (policy: Policy, books?: readonly string[]) => void;
  /** A step of a drag: the first one makes a history entry, the others replace it until `endDrag`. */
  readonly drag: (policy: Policy) => void;
  readonly endDrag: () => void;
  /** `replace` is for what is typed letter by letter. */
  readonly setParams: (patch: Partial<ScenarioParams>, history?: 'push' | 'replace') => void;
};

export const StudioContext = createContext<StudioState | null>(null);

export function useStudio(): StudioState {
  const state = useContext(StudioContext);
  if (state === null) throw new Error('useStudio is for components inside StudioProvider');
  return state;
}

type Props = {
  /** What the server computed: the policy where the address carries none, or a saved one's name. */
  readonly policy: Policy;
  readonly books: readonly string[];
  readonly names: { readonly [offerId: string]: string };
  readonly children: ReactNode;
};

/** Reads the policy of the address; an address that is being undone may hold none that parses. */
function readPolicy(p: string | null, fallback: Policy): Policy {
  if (p === null) return fallback;
  try {
    return decodePolicy(p);
  } catch {
    return fallback;
  }
}

/** Holds the scenario in the address, for screens that the server repaints: every edit is written there. */
export function StudioProvider({ policy: served, books, names, children }: Props) {
  const [isPending, startTransition] = useTransition();
  const [params, setQuery] = useQueryStates(scenarioParams, { shallow: false, scroll: false, startTransition });
  const isDragging = useRef(false);

  const policy = useMemo(() => readPolicy(params.p, served), [params.p, served]);
  const stack = params.books ?? books;
  const nameOf = useCallback((model: string) => names[model] ?? model, [names]);

  const edit = useCallback(
    (next: Policy, extraBooks: readonly string[] = []) => {
      const held = new Set(stack.map((ref) => parseBookRef(ref).name));
      const added = extraBooks.filter((book) => !held.has(book));
      const patch = {
        p: encodePolicy(next),
        policy: null,
        ...(added.length > 0 ? { books: [...stack, ...added] } : {}),
      };
      void setQuery(patch, { history: 'push', limitUrlUpdates: debounce(EDIT_MS) });
    },
    [setQuery, stack],
  );
  const drag = useCallback(
    (next: Policy) => {
      const history = isDragging.current ? 'replace' : 'push';
      isDragging.current = true;
      void setQuery({ p: encodePolicy(next), policy: null }, { history, limitUrlUpdates: throttle(DRAG_MS) });
    },
    [setQuery],
  );
  const endDrag = useCallback(() => {
    isDragging.current = false;
  }, []);
  const setParams = useCallback(
    (patch: Partial<ScenarioParams>, history: 'push' | 'replace' = 'push') => {
      void setQuery(patch, { history, limitUrlUpdates: debounce(EDIT_MS) });
    },
    [setQuery],
  );
  const query = useCallback((path: string) => scenarioQuery(path, params), [params]);

  const state = useMemo(
    () => ({ params, policy, stack, nameOf, query, isPending, edit, drag, endDrag, setParams }),
    [params, policy, stack, nameOf, query, isPending, edit, drag, endDrag, setParams],
  );
  return <StudioContext value={state}>{children}</StudioContext>;
}
