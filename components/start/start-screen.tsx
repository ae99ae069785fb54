import type { ReactNode } from 'react';
import { RequestsPerDayForm } from '@/components/scenario/requests-per-day-form';
import { ScenarioLine } from '@/components/scenario/scenario-line';
import { formatTokens, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { StartView } from '@/lib/domain/decision';
import type { ScenarioHead } from '@/lib/domain/scenario-view';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import type { StartParams } from '@/lib/schema/start-params';
import { BlastForm } from './blast-form';
import { LockInForm } from './lock-in-form';
import { StanceTable } from './stance-table';
import classes from './start-screen.module.css';
import { VOLUME_WORDS } from './start-words';
import { TaskQuestions } from './task-questions';

type Result = { readonly error: string | null };
type Props = {
  readonly view: StartView & { readonly head: ScenarioHead; readonly why: string | null };
  readonly answers: StartParams;
  readonly params: ScenarioParams;
  readonly save: (before: Result, form: FormData) => Promise<Result>;
  /** The plan. */
  readonly children: ReactNode;
};

function carriedOf({ books, asOf, rpd }: ScenarioParams, workload: string) {
  return [
    ['w', workload],
    ...(books?.length ? [['books', books.join(',')]] : []),
    ...(asOf === 'today' ? [] : [['asOf', asOf]]),
    ...(rpd === null ? [] : [['rpd', String(rpd)]]),
  ] as [string, string][];
}

/** The decision of post D as a page: three questions a task, then what must not bind, then the plan. */
export function StartScreen({ view, answers, params, save, children }: Props) {
  const { head, why, tokensPerDay, volume } = view;
  const whole = volume === null ? null : VOLUME_WORDS[volume];
  return (
    <>
      <ScenarioLine head={head} hidesPlan />
      <Panel
        title="1–3. Need, volume, blast radius"
        className={classes.panel}
        description={
          <>
            In all {tokensPerDay === null ? UNKNOWN : formatTokens(tokensPerDay)} tokens a day
            {whole === null ? '.' : `, ${whole.range}: ${whole.says}.`} The log says what each task needs and how large
            it is; how far an error reaches only you know.
          </>
        }
      >
        {why === null ? null : (
          <div className={classes.ask}>
            <p>The log cannot say what a day is: {why}.</p>
            <RequestsPerDayForm />
          </div>
        )}
        <BlastForm workload={head.workload} save={save}>
          <TaskQuestions tasks={view.tasks} query={head.query} />
        </BlastForm>
        <StanceTable />
      </Panel>
      <Panel title="4. Lock-in and access" className={classes.panel} description="What the plan must not depend on.">
        <LockInForm view={view} answers={answers} carried={carriedOf(params, head.workload)} />
      </Panel>
      <Panel title="5. The plan" description="The cheapest that keeps the floor and everything above.">
        {children}
      </Panel>
    </>
  );
}
