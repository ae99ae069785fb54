'use client';

import { throttle, useQueryStates } from 'nuqs';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { parseBookRef } from '@/lib/domain/book-ref';
import type { Policy } from '@/lib/domain/policy';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import { isSameRouting } from '@/lib/engine/live/plan-finder';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { parseSupposedPrices } from '@/lib/engine/live/supposed-prices';
import { keepAll } from '@/lib/engine/templates';
import { scenarioParams, scenarioQuery } from '@/lib/schema/scenario-params';
import { studioParams } from '@/lib/schema/studio-params';
import { readPolicy, writePolicy } from './known-policies';
import { type AllParams, LiveStateContext } from './live-state';
import { StudioContext } from './studio-state';
import { EMPTY_STACK, recordStep, stepBack, stepForward, type UndoStack } from './undo-stack';
import { useFrame } from './use-frame';
import { useLiveAnswer } from './use-live-answer';
import { useKeptFloor, usePlanner } from './use-planner';
import { useServedView } from './use-served-view';
import { useUndoKeys } from './use-undo-keys';

const DRAG_MS = 150;
const ASK_MS = 250;
const SAME_MS = 1200;
const ALL_PARAMS = { ...scenarioParams, ...studioParams };

const keyOf = (params: AllParams) => JSON.stringify(params);
/** What only the server can answer for. */
const scenarioKey = ({ w, policy, books, asOf }: StudioView['asked']) => JSON.stringify([w, policy, books, asOf]);

function supposedPrices(texts: readonly string[] | null): Suppositions['prices'] {
  try {
    return parseSupposedPrices(texts);
  } catch {
    return [];
  }
}

/** How a change is written: a step of its own, one that goes on, or one that nobody takes back. */
type Step = 'push' | 'drag' | 'typed' | 'shown';

/**
 * Holds the scenario of the Studio: what is asked is in the address, and the answer is computed here as long as the
 * cells and the inputs that came with the page cover it. What they do not cover is asked of the server.
 */
type Props = { readonly view: StudioView; readonly children: ReactNode };

export function LiveProvider({ view: served, children }: Props) {
  const { view, isAsking, ask } = useServedView(served);
  const [params, setQuery] = useQueryStates(ALL_PARAMS, { shallow: true, scroll: false });
  const [steps, setSteps] = useState<UndoStack<AllParams>>(EMPTY_STACK);
  // A button that follows when there is time still takes back the latest step.
  const latestSteps = useRef<UndoStack<AllParams>>(EMPTY_STACK);
  const changeSteps = useCallback((next: UndoStack<AllParams>) => {
    latestSteps.current = next;
    setSteps(next);
  }, []);
  const going = useRef<Step | null>(null);
  const ended = useRef({ fields: '', atMs: 0 });
  const written = useRef(keyOf(params));
  const isPopped = useRef(false);
  const { schedule, flush } = useFrame();

  const policy = useMemo(() => {
    if (params.p !== null) return readPolicy(params.p) ?? view.policy;
    return params.policy === null ? keepAll() : view.policy;
  }, [params.p, params.policy, view.policy]);
  const suppositions = useMemo(
    (): Suppositions => ({
      requestsPerDay: params.rpd,
      growthPct: params.growth,
      prices: supposedPrices(params.price),
    }),
    [params.rpd, params.growth, params.price],
  );
  const isSameScenario = scenarioKey(params) === scenarioKey(view.asked);
  const live = useLiveAnswer(view, { policy, suppositions, isSameScenario });
  const { answer, isServed, isOfPolicy, isApproximate, needsServer, replay } = live;
  const stack = params.books ?? view.stackRefs;

  const latest = useRef({ params, view });
  latest.current = { params, view };

  const write = useCallback(
    (patch: Partial<AllParams>, step: Step) => {
      const { params: current, view: served } = latest.current;
      const next = { ...current, ...patch };
      const isOn = step === going.current && step !== 'push';
      const fields = Object.keys(patch).join();
      // Arrow keys make a drag of every press: presses in one go are one step.
      const goesOn = step === 'drag' && ended.current.fields === fields && Date.now() - ended.current.atMs < SAME_MS;
      const isFirst = !isOn && !goesOn;
      if (step !== 'shown' && isFirst) changeSteps(recordStep(latestSteps.current, current));
      if (step === 'drag') ended.current = { fields, atMs: Date.now() };
      going.current = step === 'shown' ? going.current : step;
      written.current = keyOf(next);
      isPopped.current = false;
      latest.current = { params: next, view: served };
      void setQuery(patch, {
        history: isFirst && step !== 'shown' ? 'push' : 'replace',
        limitUrlUpdates: throttle(DRAG_MS),
      });
    },
    [setQuery, changeSteps],
  );

  /** Puts a whole state of the scenario back in place. */
  const restore = useCallback(
    (found: { state: AllParams; stack: UndoStack<AllParams> } | null) => {
      if (found === null) return;
      const { ev } = latest.current.params;
      going.current = null;
      ended.current = { fields: '', atMs: 0 };
      changeSteps(found.stack);
      const { view: served } = latest.current;
      const next = { ...found.state, ev };
      written.current = keyOf(next);
      latest.current = { params: next, view: served };
      void setQuery(next, { history: 'push', limitUrlUpdates: throttle(DRAG_MS) });
    },
    [setQuery, changeSteps],
  );
  const undo = useCallback(() => restore(stepBack(latestSteps.current, latest.current.params)), [restore]);
  const redo = useCallback(() => restore(stepForward(latestSteps.current, latest.current.params)), [restore]);
  useUndoKeys(undo, redo);

  // The browser's own back and forward move along the same steps. An address that is written late is neither.
  useEffect(() => {
    const onPop = () => {
      isPopped.current = true;
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);
  const key = keyOf(params);
  const before = useRef(params);
  useEffect(() => {
    const left = before.current;
    before.current = latest.current.params;
    if (key === written.current || !isPopped.current) return;
    isPopped.current = false;
    written.current = key;
    going.current = null;
    for (const step of [stepBack(latestSteps.current, left), stepForward(latestSteps.current, left)])
      if (step !== null && keyOf(step.state) === key) return changeSteps(step.stack);
  }, [key, changeSteps]);

  // What the address asks and nobody has answered is asked of the server, once; again where the page has come anew
  // since, which may be of an earlier address and takes the place of what was answered.
  const lastAsked = useRef({ question: '', served });
  const [isDragging, setIsDragging] = useState(false);
  const isPartOld =
    isApproximate ||
    (!isServed && view.comparison !== null) ||
    (view.suppositions.prices.length > 0 && suppositions.prices.length === 0);
  const isOpen = needsServer || (isPartOld && !isDragging);
  const question = `${view.live.cubeKey} ${key}`;
  useEffect(() => {
    const isAsked = lastAsked.current.question === question && lastAsked.current.served === served;
    if (!isOpen || isAsking || isAsked) return;
    const timer = setTimeout(() => {
      lastAsked.current = { question, served };
      void ask(latest.current.params);
    }, ASK_MS);
    return () => clearTimeout(timer);
  }, [isOpen, isAsking, question, served, ask]);

  const patchOf = useCallback(
    (next: Policy | undefined): Partial<AllParams> =>
      next === undefined ? {} : { p: writePolicy(next), policy: null },
    [],
  );
  const asked = { view, replay, params, policy, prices: suppositions.prices };
  const planner = usePlanner(asked);
  const follow = useCallback((plan: Policy) => write(patchOf(plan), 'shown'), [patchOf, write]);
  useKeptFloor(asked, planner, follow);
  const [isFloorLost, setIsFloorLost] = useState(false);
  const latestPolicy = useRef(policy);
  latestPolicy.current = policy;

  const edit = useCallback(
    (next: Policy, extraBooks: readonly string[] = []) => {
      const held = new Set(stack.map((ref) => parseBookRef(ref).name));
      const added = extraBooks.filter((book) => !held.has(book));
      const floor = isSameRouting(next, latestPolicy.current) ? {} : { floor: null };
      write({ ...patchOf(next), ...floor, ...(added.length > 0 ? { books: [...stack, ...added] } : {}) }, 'push');
    },
    [patchOf, stack, write],
  );
  const dragParams = useCallback(
    (patch: Partial<AllParams>, next?: Policy) => {
      setIsDragging(true);
      schedule(() => write({ ...patch, ...patchOf(next) }, 'drag'));
    },
    [patchOf, schedule, write],
  );
  const endDrag = useCallback(() => {
    flush();
    ended.current = { ...ended.current, atMs: Date.now() };
    going.current = null;
    setIsDragging(false);
  }, [flush]);

  const nameOf = useCallback((model: string) => answer.names[model] ?? model, [answer.names]);
  const isPending = !isOfPolicy;
  const studio = useMemo(
    () => ({
      params,
      policy,
      stack,
      nameOf,
      query: (path: string) => scenarioQuery(path, params),
      isPending,
      edit,
      drag: (next: Policy) => dragParams(isSameRouting(next, policy) ? {} : { floor: null }, next),
      endDrag,
      setParams: (patch: Partial<AllParams>, history: 'push' | 'replace' = 'push') =>
        write(patch, history === 'push' ? 'push' : 'typed'),
    }),
    [params, policy, stack, nameOf, isPending, edit, dragParams, endDrag, write],
  );
  const state = useMemo(
    () => ({
      view,
      answer,
      isPending,
      isApproximate,
      isServed,
      suppositions,
      params,
      replay,
      setParams: (patch: Partial<AllParams>, next?: Policy) => write({ ...patch, ...patchOf(next) }, 'push'),
      dragParams,
      showParams: (patch: Partial<AllParams>, next?: Policy) => write({ ...patch, ...patchOf(next) }, 'shown'),
      planner,
      isFloorLost,
      setIsFloorLost,
      undo,
      redo,
      canUndo: steps.past.length > 0,
      canRedo: steps.future.length > 0,
    }),
    [
      view,
      answer,
      isPending,
      isApproximate,
      isServed,
      suppositions,
      params,
      replay,
      write,
      patchOf,
      dragParams,
      planner,
      isFloorLost,
      undo,
      redo,
      steps,
    ],
  );
  return (
    <StudioContext value={studio}>
      <LiveStateContext value={state}>{children}</LiveStateContext>
    </StudioContext>
  );
}
