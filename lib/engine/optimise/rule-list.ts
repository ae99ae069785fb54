import type { SizeClass } from './plan-problem';

/** Calls that take one way, by what a rule can tell of them. `source`: the offer they are on, null: one without a price. */
export type Entry = {
  readonly task: string;
  readonly languages: readonly string[];
  readonly needs: readonly string[];
  readonly size: SizeClass | null;
  /** Undefined: calls of every source take the same way. */
  readonly source?: string | null;
  readonly way: string;
};

/** A rule in the making; null or empty: it does not ask. `way` is the key of a route. */
export type Draft = {
  readonly tasks: readonly string[] | null;
  readonly languages: readonly string[] | null;
  readonly needs: readonly string[];
  readonly atLeast: number | null;
  readonly below: number | null;
  readonly sources: readonly string[] | null;
  readonly way: string;
};

/** 'partly': only some of the entry's calls match. */
type Match = 'yes' | 'no' | 'partly';

function matchLabels(wanted: readonly string[] | null, values: readonly string[]): Match {
  if (wanted === null) return 'yes';
  const matching = values.filter((value) => value !== '' && wanted.includes(value)).length;
  return matching === 0 ? 'no' : matching === values.length ? 'yes' : 'partly';
}

function matchSize({ atLeast, below }: Draft, size: SizeClass | null): Match {
  if (atLeast === null && below === null) return 'yes';
  // Calls without a size of their own match no condition on it.
  if (size === null) return 'no';
  const from = atLeast ?? 0;
  const to = below ?? Number.POSITIVE_INFINITY;
  const end = size.below ?? Number.POSITIVE_INFINITY;
  if (end <= from || size.atLeast >= to) return 'no';
  return size.atLeast >= from && end <= to ? 'yes' : 'partly';
}

function matchSource(sources: readonly string[] | null, source: string | null | undefined): Match {
  if (sources === null) return 'yes';
  if (source === undefined) return 'partly';
  return source !== null && sources.includes(source) ? 'yes' : 'no';
}

function match(draft: Draft, entry: Entry): Match {
  if (draft.tasks !== null && !draft.tasks.includes(entry.task)) return 'no';
  if (!draft.needs.every((need) => entry.needs.includes(need))) return 'no';
  const parts = [
    matchSize(draft, entry.size),
    matchLabels(draft.languages, entry.languages),
    matchSource(draft.sources, entry.source),
  ];
  if (parts.includes('no')) return 'no';
  return parts.includes('partly') ? 'partly' : 'yes';
}

/** The first rule that takes an entry, from `from` on; -1 where a rule takes a part of it only, or none takes it. */
export function takenBy(drafts: readonly Draft[], entry: Entry, from = 0): number {
  for (let i = from; i < drafts.length; i++) {
    const matched = match(drafts[i] as Draft, entry);
    if (matched === 'yes') return i;
    if (matched === 'partly') return -1;
  }
  return -1;
}

/** Whether every entry takes its own way under the rules. */
export function isExact(drafts: readonly Draft[], entries: readonly Entry[]): boolean {
  return entries.every((entry) => drafts[takenBy(drafts, entry)]?.way === entry.way);
}

const sameList = (a: readonly string[] | null, b: readonly string[] | null) =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((value, i) => value === b[i]));

/** Whether two rules differ in their tasks only. */
function isMergeable(a: Draft, b: Draft): boolean {
  return (
    a.way === b.way &&
    a.atLeast === b.atLeast &&
    a.below === b.below &&
    a.tasks !== null &&
    b.tasks !== null &&
    sameList(a.needs, b.needs) &&
    sameList(a.languages, b.languages) &&
    sameList(a.sources, b.sources)
  );
}

/** Makes one rule of those that ask the same of several tasks. */
function mergeTasks(drafts: readonly Draft[], entries: readonly Entry[]): Draft[] {
  const list = [...drafts];
  for (let i = 0; i < list.length; i++)
    for (let j = i + 1; j < list.length; j++) {
      const [a, b] = [list[i] as Draft, list[j] as Draft];
      if (!isMergeable(a, b)) continue;
      const merged = { ...a, tasks: [...new Set([...(a.tasks ?? []), ...(b.tasks ?? [])])] };
      const without = list.filter((_, k) => k !== j);
      const early = without.map((draft, k) => (k === i ? merged : draft));
      const late = list.flatMap((draft, k) => (k === i ? [] : k === j ? [merged] : [draft]));
      const better = [early, late].find((candidate) => isExact(candidate, entries));
      if (better === undefined) continue;
      list.splice(0, list.length, ...better);
      j = i;
    }
  return list;
}

const RELAXED: readonly Partial<Draft>[] = [
  { atLeast: null, below: null },
  { atLeast: null },
  { below: null },
  { needs: [] },
  { languages: null },
];

/** Leaves out conditions that no call feels: only those that a later rule takes could come to a wider one. */
function relax(drafts: readonly Draft[], entries: readonly Entry[]): Draft[] {
  const list = [...drafts];
  const taken = entries.map((entry) => takenBy(list, entry));
  for (let i = 0; i < list.length; i++)
    for (const change of RELAXED) {
      const current = list[i] as Draft;
      const relaxed: Draft = { ...current, ...change };
      const isSame = (Object.keys(change) as (keyof Draft)[]).every(
        (key) => current[key] === relaxed[key] || (key === 'needs' && current.needs.length === 0),
      );
      if (isSame) continue;
      const matches = entries.map((entry, e) => ((taken[e] as number) < i ? 'no' : match(relaxed, entry)));
      const isHarmless = entries.every(
        ({ way }, e) => matches[e] === 'no' || (matches[e] === 'yes' && way === relaxed.way),
      );
      if (!isHarmless) continue;
      list[i] = relaxed;
      for (const [e, matched] of matches.entries()) if (matched === 'yes') taken[e] = i;
    }
  return list;
}

/** Leaves out rules whose calls would take the same way without them; the last one always stays. */
function drop(drafts: readonly Draft[], entries: readonly Entry[]): Draft[] {
  const list: (Draft | null)[] = [...drafts];
  const own = list.map((): Entry[] => []);
  for (const entry of entries) own[takenBy(drafts, entry)]?.push(entry);
  for (let i = list.length - 2; i >= 0; i--) {
    const left = list.flatMap((draft, k) => (k > i && draft !== null ? [{ draft, k }] : []));
    const rules = left.map(({ draft }) => draft);
    const next = (own[i] ?? []).map((entry) => ({ entry, taken: takenBy(rules, entry) }));
    if (!next.every(({ entry, taken }) => rules[taken]?.way === entry.way)) continue;
    list[i] = null;
    for (const { entry, taken } of next) own[left[taken]?.k ?? -1]?.push(entry);
  }
  return list.filter((draft) => draft !== null);
}

/**
 * The same routing in fewer and plainer rules: rules of several tasks merged, conditions and rules that change nothing
 * left out. The last draft asks nothing and stays. Throws an Error where the drafts do not give each entry its way.
 */
export function simplifyRules(drafts: readonly Draft[], entries: readonly Entry[]): Draft[] {
  if (!isExact(drafts, entries)) throw new Error('the rules of a plan do not tell its groups apart');
  const merged = mergeTasks(drop(drafts, entries), entries);
  return mergeTasks(drop(relax(merged, entries), entries), entries);
}
