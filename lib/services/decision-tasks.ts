import type { DecisionTask } from '@/lib/domain/decision';
import type { TaskTraffic, Traffic } from '@/lib/domain/traffic';
import { stanceOf, volumeClassOf } from '@/lib/engine/decision';
import type { ScenarioView } from './view-scenario';
import { benchmarkTitleOf, type WorkloadEvidence } from './workload-evidence';

/** What judges a task, once for each benchmark that some language of it has. */
function judgesOf({ task, languages }: TaskTraffic, { judgeOf }: WorkloadEvidence): string[] {
  const found = (languages.length === 0 ? [''] : languages).flatMap(
    (language) => judgeOf(task, language).benchmark ?? [],
  );
  return [...new Set(found)].map(benchmarkTitleOf);
}

/** The tasks of a workload, most exposed first: blast radius × tokens a day, or calls where no day is known. */
export function decisionTasks(
  traffic: Traffic,
  { simulation, scale }: Pick<ScenarioView, 'simulation' | 'scale'>,
  evidence: WorkloadEvidence,
  blastRadius: ReadonlyMap<string, number>,
): DecisionTask[] {
  const totalUsd = simulation.byTask.reduce((sum, { repricedUsd }) => sum + repricedUsd, 0);
  const usdOf = new Map(simulation.byTask.map(({ task, repricedUsd }) => [task, repricedUsd]));
  const tasks = traffic.unnamed === null ? traffic.tasks : [...traffic.tasks, traffic.unnamed];
  const rows = tasks.map((own): DecisionTask => {
    const { task, requests, needs, inputTokens, outputTokens } = own;
    const tokensPerDay = scale.known ? (inputTokens + outputTokens) * scale.dailyFactor : null;
    const volume = tokensPerDay === null ? null : volumeClassOf(tokensPerDay);
    const blast = blastRadius.get(task) ?? 1;
    const usd = usdOf.get(task);
    return {
      task,
      requests,
      tokensPerDay,
      volume,
      usdPct: usd === undefined || totalUsd === 0 ? null : (100 * usd) / totalUsd,
      needs,
      judges: judgesOf(own, evidence),
      blastRadius: blast,
      exposure: tokensPerDay === null ? null : blast * tokensPerDay,
      stance: stanceOf(blast, volume),
    };
  });
  return rows.sort((a, b) => (b.exposure ?? b.requests) - (a.exposure ?? a.requests));
}
