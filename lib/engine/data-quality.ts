import type {
  Finding,
  FindingBody,
  FindingKind,
  QualityFacts,
  QualityReport,
  Severity,
  UploadFacts,
} from '@/lib/domain/data-quality';
import type { Label } from '@/lib/domain/usage';
import { dayOf } from './clock';
import { findGaps, findPartialDays, findWeekdays, runsOf } from './data-quality-coverage';
import { groupBy } from './group-by';
import { percent } from './mean-quality';

/** From this share on, what is left out or wrong changes the answer. */
const BREAKS_PCT = 1;
const SHOWN_MODELS = 5;

/** Every check, in the order in which equally severe findings are shown. */
const CHECKS: readonly FindingKind[] = [
  'outliers',
  'unpriced',
  'usage missing',
  'rejected',
  'gaps',
  'costs differ',
  'names',
  'zero cost',
  'no cost',
  'sums',
  'partial day',
  'future',
  'before 2020',
  'daily data',
  'label dropped',
  'label missing',
  'zero tokens',
  'duplicates',
  'skipped',
  'labels absent',
  'weekdays',
];

const breaksFrom = (pct: number | null): Severity => ((pct ?? 0) >= BREAKS_PCT ? 'breaks' : 'look');

type Counted = { readonly model: string; readonly requests: number };

const bySize = (a: { requests: number }, b: { requests: number }) => b.requests - a.requests;
const sumOf = (rows: readonly { readonly requests: number }[]) => rows.reduce((sum, row) => sum + row.requests, 0);
const toNamed = (rows: readonly Counted[]) =>
  rows.map(({ model, requests }) => ({ name: model, requests })).sort(bySize);

/** The part of a logged name that names no model, e.g. `REDACTED` of `openai/REDACTED`; null for a real name. */
function placeholderOf(model: string): string | null {
  const name = model.slice(model.lastIndexOf('/') + 1);
  if (/redacted$/i.test(name)) return 'REDACTED';
  return /^(none|null|undefined|nan|n\/a|unknown|<synthetic>|default)$/i.test(name) ? name : null;
}

function judgeRequests(facts: QualityFacts): Finding[] {
  const { requests: all, usageMissing, sums, zeroCost, outliers } = facts;
  const share = (requests: number) => ({ requests, requestsPct: percent(requests, all) });
  const found: Finding[] = [];

  if (facts.unpriced.length > 0) {
    const reasons = [...groupBy(facts.unpriced, (row) => row.reason)]
      .map(([reason, rows]) => ({
        reason,
        requests: sumOf(rows),
        models: toNamed(rows).slice(0, SHOWN_MODELS),
        modelCount: rows.length,
      }))
      .sort(bySize);
    const tokensPct = percent(
      facts.unpriced.reduce((sum, row) => sum + row.tokens, 0),
      facts.tokens,
    );
    const part = share(sumOf(facts.unpriced));
    const severity = breaksFrom(Math.max(part.requestsPct, tokensPct));
    found.push({ kind: 'unpriced', severity, ...part, tokensPct, reasons });
  }
  const nameless = facts.modelRequests.flatMap(({ model, requests }) => {
    const name = placeholderOf(model);
    return name === null ? [] : [{ name, requests }];
  });
  if (nameless.length > 0) {
    const names = [...groupBy(nameless, ({ name }) => name)].map(([name, rows]) => ({ name, requests: sumOf(rows) }));
    const part = share(sumOf(nameless));
    found.push({ kind: 'names', severity: 'look', ...part, names: names.sort(bySize) });
  }
  if (usageMissing.length > 0) {
    const part = share(sumOf(usageMissing));
    const models = toNamed(usageMissing).slice(0, SHOWN_MODELS);
    found.push({ kind: 'usage missing', severity: breaksFrom(part.requestsPct), ...part, models });
  }
  if (facts.zeroTokens > 0) found.push({ kind: 'zero tokens', severity: 'look', ...share(facts.zeroTokens) });
  if (sums.rows > 0) {
    const { rows, repricedUsd } = sums;
    const repricedPct =
      repricedUsd === null || facts.repricedUsd === null ? null : percent(repricedUsd, facts.repricedUsd);
    const tokensPct = percent(sums.tokens, facts.tokens);
    found.push({ kind: 'sums', severity: 'look', ...share(sums.requests), rows, tokensPct, repricedUsd, repricedPct });
  }
  if (outliers.requests > 0) {
    const loggedPct = facts.loggedUsd ? percent(outliers.loggedUsd, facts.loggedUsd) : null;
    const apartPct = percent(
      Math.abs(outliers.loggedUsd - outliers.repricedUsd),
      Math.max(facts.loggedUsd ?? 0, facts.repricedUsd ?? 0),
    );
    found.push({ kind: 'outliers', severity: breaksFrom(apartPct), ...outliers, loggedPct });
  }
  if (zeroCost.requests > 0)
    found.push({ kind: 'zero cost', severity: 'look', ...zeroCost, ...share(zeroCost.requests) });
  if (facts.withoutCost > 0)
    found.push({ kind: 'no cost', severity: facts.loggedUsd === null ? 'fine' : 'look', ...share(facts.withoutCost) });
  return found;
}

function judgeCosts({ costs, repricedUsd }: QualityFacts): Finding[] {
  const open = costs.flatMap(({ explanations }) => explanations.filter(({ kind }) => kind === 'not explained'));
  if (open.length === 0) return [];
  const usd = open.reduce((sum, each) => sum + (each.kind === 'not explained' ? Math.abs(each.usd) : 0), 0);
  const severity = percent(usd, repricedUsd ?? 0) >= BREAKS_PCT ? 'look' : 'fine';
  return [{ kind: 'costs differ', severity, models: open.length, usd, ofModels: costs.length }];
}

function judgeTimes({ days, requestsByHour, uploads, requests: all }: QualityFacts): Finding[] {
  const share = (requests: number) => ({ requests, requestsPct: percent(requests, all) });
  const found: Finding[] = [];
  const gaps = findGaps(days);
  if (gaps !== null) {
    const severity = gaps.isMostlyEmpty ? 'breaks' : gaps.weekendsOnly ? 'fine' : 'look';
    found.push({ severity, ...gaps });
  }
  const daily = uploads.filter((upload) => upload.isDaily);
  if (daily.length === 0)
    for (const partial of findPartialDays(days, requestsByHour)) found.push({ severity: 'look', ...partial });
  const weekdays = findWeekdays(days);
  if (weekdays !== null) found.push({ severity: 'fine', ...weekdays });

  const files = (some: readonly UploadFacts[]) => some.map(({ fileName }) => fileName);
  const future = uploads.filter((upload) => upload.future.requests > 0);
  if (future.length > 0) {
    const part = share(sumOf(future.map((upload) => upload.future)));
    const latestMs = Math.max(...future.map((upload) => upload.future.latestMs));
    found.push({ kind: 'future', severity: breaksFrom(part.requestsPct), ...part, latestMs, files: files(future) });
  }
  const old = uploads.filter((upload) => upload.before2020.requests > 0);
  if (old.length > 0) {
    const part = share(sumOf(old.map((upload) => upload.before2020)));
    const earliestMs = Math.min(...old.map((upload) => upload.before2020.earliestMs));
    found.push({ kind: 'before 2020', severity: breaksFrom(part.requestsPct), ...part, earliestMs, files: files(old) });
  }
  if (daily.length > 0)
    found.push({ kind: 'daily data', severity: 'look', ...share(sumOf(daily)), files: files(daily) });
  return found;
}

function judgeUploads({ uploads }: QualityFacts): Finding[] {
  const found: Finding[] = [];
  const rowsOf = (field: 'duplicates' | 'rejected') =>
    uploads.filter((each) => each[field] > 0).map((each) => ({ file: each.fileName, rows: each[field], each }));
  const total = (files: readonly { rows: number }[]) => files.reduce((sum, { rows }) => sum + rows, 0);

  const duplicates = rowsOf('duplicates').map(({ file, rows }) => ({ file, rows }));
  if (duplicates.length > 0)
    found.push({ kind: 'duplicates', severity: 'fine', rows: total(duplicates), files: duplicates });
  const rejected = rowsOf('rejected').map(({ file, rows, each }) => ({ file, rows, reasons: each.rejects }));
  if (rejected.length > 0) {
    const read = uploads.reduce((sum, upload) => sum + upload.read, 0);
    const pct = percent(total(rejected), read);
    found.push({ kind: 'rejected', severity: breaksFrom(pct), rows: total(rejected), pct, files: rejected });
  }
  const skipped = groupBy(
    uploads.flatMap((upload) => upload.skipped),
    ({ reason }) => reason,
  );
  if (skipped.size > 0) {
    const reasons = [...skipped].map(([reason, rows]) => ({ reason, rows: total(rows) }));
    found.push({ kind: 'skipped', severity: 'fine', rows: total(reasons), reasons });
  }
  for (const { fileName: file, droppedLabels } of uploads)
    for (const { label, column } of droppedLabels)
      found.push({ kind: 'label dropped', severity: 'look', label, column, file });
  return found;
}

/** Labels that plans and reports are read by: where one is given for some calls only, the rest falls out of it. */
const READ_BY: readonly Label[] = ['task', 'team'];
/** A request without one of these needs none: that is no gap. */
const OPTIONAL: readonly Label[] = ['needs', 'tags'];

function judgeLabels({ labels, requests: all }: QualityFacts): Finding[] {
  const absent = labels.filter(({ label, missing }) => missing === all && label !== 'task');
  const partly = labels.filter(
    ({ label, missing }) => missing > 0 && (missing < all || label === 'task') && !OPTIONAL.includes(label),
  );
  return [
    ...partly.map(({ label, missing, values }): Finding => {
      const severity = READ_BY.includes(label) ? 'look' : 'fine';
      return { kind: 'label missing', severity, label, requests: missing, requestsPct: percent(missing, all), values };
    }),
    ...(absent.length > 0
      ? [{ kind: 'labels absent', severity: 'fine', labels: absent.map(({ label }) => label) } as const]
      : []),
  ];
}

const SEVERITY_ORDER: readonly Severity[] = ['breaks', 'look', 'fine'];
const rank = ({ severity, kind }: Finding) => SEVERITY_ORDER.indexOf(severity) * CHECKS.length + CHECKS.indexOf(kind);

/** Judges what was counted over a workload's requests and uploads: what is wrong, how much of it, worst first. */
export function judgeQuality(facts: QualityFacts): QualityReport {
  const judges =
    facts.requests === 0 ? [judgeUploads] : [judgeRequests, judgeCosts, judgeTimes, judgeUploads, judgeLabels];
  const findings = judges.flatMap((judge) => judge(facts));
  const kinds = new Set<FindingBody['kind']>(findings.map(({ kind }) => kind));
  const { active, gaps } = runsOf(facts.days);
  return {
    findings: [...findings].sort((a, b) => rank(a) - rank(b)),
    passed: facts.requests === 0 ? [] : CHECKS.filter((kind) => !kinds.has(kind)),
    days: active,
    gaps,
    activeDays: facts.days.length,
    partialDays: findings.flatMap((each) => (each.kind === 'partial day' ? [dayOf(each.timeMs)] : [])),
    costs: facts.costs,
  };
}
