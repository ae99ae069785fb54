import type { Database } from '@/db/client';
import { loadEvidence, loadFeedback, loadSampleGate, loadTaskBenchmarks } from '@/db/queries/evidence';
import { BENCHMARKS, defaultBenchmark } from '@/lib/catalog/benchmarks';
import type { Evidence } from '@/lib/domain/evidence';
import type { BenchmarkChoice, JudgeReason } from '@/lib/domain/evidence-view';
import { type Feedback, feedbackBenchmark, readFeedback } from '@/lib/engine/feedback';
import { groupBy } from '@/lib/engine/group-by';
import { type EvidenceIndex, indexEvidence, passesGate, SAMPLE_GATE } from '@/lib/engine/quality';
import { type EvalTask, openOwnEvals, type Resolving, toMaker } from './own-evals';

export type JudgedBy = { readonly benchmark: string | null; readonly reason: JudgeReason };

export type WorkloadEvidence = {
  /** The fewest items that count. */
  readonly gate: number;
  /** All of it, also what is below the gate. */
  readonly evidence: readonly Evidence[];
  readonly index: EvidenceIndex;
  /** What a person may choose as the judge of a task, beside none. */
  readonly choices: readonly BenchmarkChoice[];
  readonly judgeOf: (task: string, language: string) => JudgedBy;
  /** What judges a task where a person chooses nothing. */
  readonly defaultJudgeOf: (task: string, language: string) => JudgedBy;
  /** A person's choices by task; '' says none. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly feedback: readonly Feedback[];
  /** A hash of the items of an own eval's benchmark; null for another. */
  readonly itemsHashOf: (benchmark: string) => string | null;
};

const builtIn = new Map(BENCHMARKS.map(({ id, title }) => [id, title]));

/** The name of a benchmark for people; its id where none is known. */
export function benchmarkTitleOf(id: string): string {
  const known = builtIn.get(id);
  if (known !== undefined) return known;
  const [, kind, of = ''] = /^(eval|feedback):(.*)$/s.exec(id) ?? [];
  if (kind === 'eval') return `Own eval: ${of}`;
  return kind === 'feedback' ? `Thumbs in the log: ${of || '(no task)'}` : id;
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The task of this name in the latest eval that has enough items of it for some model. */
function evalOf(task: string, tasks: readonly EvalTask[], counting: ReadonlyMap<string, number>): string | null {
  if (task.trim() === '') return null;
  return tasks.findLast((own) => sameName(own.task, task) && counting.has(own.benchmark))?.benchmark ?? null;
}

/**
 * Everything known about models that can judge this workload. What judges a task: a person's choice; else an own eval
 * with a task of that name; else the thumbs, where at least two models have enough of them; else the public
 * benchmark nearest by name.
 */
export function workloadEvidence(database: Database, workloadId: number, stack: Resolving): WorkloadEvidence {
  const gate = loadSampleGate(database, workloadId) ?? SAMPLE_GATE;
  const { tasks, evidence: ofEvals, pairs, itemsHashOf } = openOwnEvals(database, stack);
  const feedback = loadFeedback(database, workloadId).map((count): Feedback => {
    return { ...count, offerId: toMaker(count.model, stack) };
  });
  const evidence = [...loadEvidence(database), ...ofEvals, ...readFeedback(feedback)];
  const chosen = loadTaskBenchmarks(database, workloadId);

  const counts = evidence.filter((item) => item.kind !== 'prior' && passesGate(item, gate));
  const counting = new Map([...groupBy(counts, ({ benchmark }) => benchmark)].map(([id, own]) => [id, own.length]));
  const ownDefaults = new Map<string, JudgedBy | null>();
  const ownDefaultOf = (task: string): JudgedBy | null => {
    const known = ownDefaults.get(task);
    if (known !== undefined) return known;
    const ofEval = evalOf(task, tasks, counting);
    const thumbs = feedbackBenchmark(task);
    const found: JudgedBy | null =
      ofEval !== null
        ? { benchmark: ofEval, reason: 'eval' }
        : (counting.get(thumbs) ?? 0) >= 2
          ? { benchmark: thumbs, reason: 'feedback' }
          : null;
    ownDefaults.set(task, found);
    return found;
  };
  const defaultJudgeOf = (task: string, language: string): JudgedBy =>
    ownDefaultOf(task) ?? { benchmark: defaultBenchmark(task, language), reason: 'name' };
  const judgeOf = (task: string, language: string): JudgedBy => {
    const own = chosen.get(task);
    return own === undefined ? defaultJudgeOf(task, language) : { benchmark: own || null, reason: 'chosen' };
  };

  const choiceOf = (kind: BenchmarkChoice['kind'], ids: Iterable<string>) =>
    [...new Set(ids)].map((id) => ({ id, title: benchmarkTitleOf(id), kind }));
  return {
    gate,
    evidence,
    index: indexEvidence(evidence, (task, language) => judgeOf(task, language).benchmark, { gate, pairs }),
    choices: [
      ...choiceOf('prior', builtIn.keys()),
      ...choiceOf(
        'eval',
        tasks.map(({ benchmark }) => benchmark),
      ),
      ...choiceOf(
        'feedback',
        feedback.map(({ task }) => feedbackBenchmark(task)),
      ),
    ],
    judgeOf,
    defaultJudgeOf,
    chosen,
    feedback,
    itemsHashOf,
  };
}
