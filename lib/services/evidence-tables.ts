import type { CellTable } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import type {
  BenchmarkEvidence,
  EvidenceEntry,
  FeedbackLine,
  Standing,
  TaskEvidence,
} from '@/lib/domain/evidence-view';
import type { OfferId } from '@/lib/domain/ids';
import { groupBy } from '@/lib/engine/group-by';
import { intervalOf } from '@/lib/engine/intervals';
import { percent } from '@/lib/engine/mean-quality';
import { passesGate } from '@/lib/engine/quality';
import { rollUp } from '@/lib/engine/roll-up';
import type { OpenStack } from './books';
import { nameModels } from './studio-names';
import { benchmarkTitleOf, type WorkloadEvidence } from './workload-evidence';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Calls of one task, language and model of today. */
type Traffic = {
  readonly task: string;
  readonly language: string;
  readonly about: OfferId | null;
  readonly requests: number;
};

export function trafficOf(table: CellTable, { resolve, makerOf }: OpenStack): Traffic[] {
  const { length, labels, dimensions, measures } = rollUp(table, ['task', 'language', 'model']);
  const labelOf = (kind: 'task' | 'language' | 'model', cell: number) =>
    labels[kind][dimensions[kind][cell] as number] ?? '';
  return Array.from({ length }, (_, cell) => {
    const offerId = resolve(labelOf('model', cell))?.offerId;
    return {
      task: labelOf('task', cell),
      language: labelOf('language', cell),
      about: offerId === undefined ? null : makerOf(offerId),
      requests: measures.requests[cell] as number,
    };
  });
}

export const requestsOf = (rows: readonly Traffic[]) => sum(rows.map(({ requests }) => requests));

/** The evidence that counts for the model a call runs on today. */
export function evidenceBehind(
  { task, language, about }: Traffic,
  { judgeOf, index }: WorkloadEvidence,
): Evidence | null {
  const { benchmark } = judgeOf(task, language);
  return benchmark === null || about === null ? null : index.find(about, benchmark);
}

export function toTasks(
  traffic: readonly Traffic[],
  repricedUsd: ReadonlyMap<string, number>,
  weights: ReadonlyMap<string, number>,
  known: WorkloadEvidence,
): TaskEvidence[] {
  const requests = requestsOf(traffic);
  const usd = sum([...repricedUsd.values()]);
  const unique = (benchmarks: readonly (string | null)[]) => [...new Set(benchmarks.flatMap((id) => id ?? []))];
  return [...groupBy(traffic, ({ task }) => task)]
    .map(([task, rows]): TaskEvidence => {
      const languages = [...new Set(rows.map(({ language }) => language))];
      const judgements = languages.map((language) => known.judgeOf(task, language));
      const own = repricedUsd.get(task) ?? null;
      const judged = rows.filter((row) => evidenceBehind(row, known) !== null);
      return {
        task,
        requests: requestsOf(rows),
        requestsPct: percent(requestsOf(rows), requests),
        repricedUsd: own,
        usdPct: own === null || usd === 0 ? null : percent(own, usd),
        judges: unique(judgements.map(({ benchmark }) => benchmark)),
        reason: judgements[0]?.reason ?? 'name',
        chosen: known.chosen.get(task) ?? null,
        byDefault: unique(languages.map((language) => known.defaultJudgeOf(task, language).benchmark)),
        judgedPct: percent(requestsOf(judged), requestsOf(rows)),
        blastRadius: weights.get(task) ?? 1,
      };
    })
    .sort((a, b) => (b.repricedUsd ?? -1) - (a.repricedUsd ?? -1) || b.requests - a.requests);
}

function standingOf(item: Evidence, { index, gate }: WorkloadEvidence): Standing {
  if (index.find(item.offerId, item.benchmark) === item) return null;
  return passesGate(item, gate) ? 'outweighed' : 'below the gate';
}

/** What is known on one benchmark: what counts first, then by score. */
export function toBenchmark(
  id: string,
  tasks: readonly TaskEvidence[],
  inLog: ReadonlySet<string>,
  known: WorkloadEvidence,
  { books }: OpenStack,
): BenchmarkEvidence {
  const items = known.evidence.filter(({ benchmark }) => benchmark === id);
  const names = nameModels(new Set(items.map(({ offerId }) => offerId)), books);
  const entries = items.map((item, at): EvidenceEntry => {
    const { offerId, score, sampleSize, kind, source, measuredOn } = item;
    return {
      key: `${offerId} ${at}`,
      model: offerId,
      name: names[offerId] ?? offerId,
      isInLog: inLog.has(offerId),
      score,
      sampleSize,
      interval: intervalOf(item),
      kind,
      source,
      measuredOn,
      standing: standingOf(item, known),
    };
  });
  const choice = known.choices.find((one) => one.id === id);
  return {
    id,
    title: choice?.title ?? benchmarkTitleOf(id),
    kind: choice?.kind ?? 'prior',
    tasks: tasks.filter(({ judges }) => judges.includes(id)).map(({ task }) => task),
    entries: entries.sort(
      (a, b) =>
        Number(a.standing !== null) - Number(b.standing !== null) || b.score - a.score || (a.key < b.key ? -1 : 1),
    ),
  };
}

export function toFeedback({ feedback, gate }: WorkloadEvidence, { books }: OpenStack): FeedbackLine[] {
  const groups = groupBy(feedback, ({ task, offerId, model }) => `${task}\n${offerId ?? model}`);
  const names = nameModels(new Set(feedback.flatMap(({ offerId }) => offerId ?? [])), books);
  return [...groups.values()]
    .map((rows): FeedbackLine => {
      const { task = '', model = '', offerId = null } = rows[0] ?? {};
      const up = sum(rows.map((row) => row.up));
      const down = sum(rows.map((row) => row.down));
      const share = up / (up + down);
      return {
        task,
        model: offerId ?? model,
        name: offerId === null ? model : (names[offerId] ?? offerId),
        isKnown: offerId !== null,
        up,
        down,
        share,
        interval: intervalOf({ score: share, sampleSize: up + down }),
        isBelowGate: up + down < gate,
      };
    })
    .filter(({ up, down }) => up + down > 0)
    .sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : b.share - a.share));
}
