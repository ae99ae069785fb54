import { useMemo, useRef } from 'react';
import type { CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import { answerStudio, type StudioAnswer } from '@/lib/engine/live/answer';
import { type Coverage, coverageOf, holdsNames } from '@/lib/engine/live/coverage';
import { createLiveContext, type LiveContext } from '@/lib/engine/live/live-context';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { useCube } from './use-cube';

export type Asked = {
  readonly policy: Policy;
  readonly suppositions: Suppositions;
  /** Workload, stack, date and saved policy are those that the server was asked with. */
  readonly isSameScenario: boolean;
};

export type LiveAnswer = {
  readonly answer: StudioAnswer;
  /** The server computed it, with all that stands beside it. */
  readonly isServed: boolean;
  readonly isOfPolicy: boolean;
  readonly isApproximate: boolean;
  /** Only the server can answer. */
  readonly needsServer: boolean;
  readonly replay: { readonly table: CellTable; readonly context: LiveContext } | null;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether a policy must be asked of the server; without cells that cannot be told of sizes and hours, only of names. */
function isForServer(view: StudioView, policy: Policy): boolean {
  return !holdsNames(view.live, policy);
}

type Computed = { readonly answer: StudioAnswer | null; readonly coverage: Coverage | 'waiting' | 'elsewhere' };

/** The answer to a policy: what the server computed while that is it, else what the browser computes from the cells. */
export function useLiveAnswer(view: StudioView, { policy, suppositions, isSameScenario }: Asked): LiveAnswer {
  const { live } = view;
  const cube = useCube(view.workload.name, live.cubeKey, live.asOf === 'logged');
  const context = useMemo(() => createLiveContext(live), [live]);
  const replay = useMemo(() => (cube === null || cube === 'failed' ? null : { table: cube, context }), [cube, context]);
  const isServed = isSameScenario && same(policy, view.policy) && same(suppositions, view.suppositions);
  const computed = useMemo((): Computed => {
    if (isServed) return { answer: view.answer, coverage: 'exact' };
    if (!isSameScenario || isForServer(view, policy) || cube === 'failed')
      return { answer: null, coverage: 'elsewhere' };
    if (replay === null) return { answer: null, coverage: 'waiting' };
    const coverage = coverageOf(policy, replay.table, replay.context);
    if (coverage === 'names missing' || coverage === 'hours missing') return { answer: null, coverage };
    return { answer: answerStudio(replay.table, replay.context, policy, suppositions), coverage };
  }, [isServed, isSameScenario, view, policy, suppositions, cube, replay]);

  const last = useRef(view.answer);
  if (computed.answer !== null) last.current = computed.answer;
  return {
    answer: last.current,
    isServed,
    isOfPolicy: computed.answer !== null,
    isApproximate: computed.coverage === 'approximate',
    needsServer: computed.answer === null && computed.coverage !== 'waiting',
    replay: isSameScenario ? replay : null,
  };
}
