import type { TermDiffLine } from '@/lib/domain/book-view';

/** JSON with sorted keys and without what is absent, so that one content has one text. */
function contentKey(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function isSameContent(a: unknown, b: unknown): boolean {
  return contentKey(a) === contentKey(b);
}

type Labelled = { readonly label: string };

/** Pairs terms of two books by their content, then by their label; what is left is new or gone. */
export function diffTerms<Term extends Labelled>(
  before: readonly Term[],
  after: readonly Term[],
): TermDiffLine<Term>[] {
  const right = [...after];
  const take = (isIt: (term: Term) => boolean) => {
    const at = right.findIndex(isIt);
    return at < 0 ? null : (right.splice(at, 1)[0] as Term);
  };
  const lines: TermDiffLine<Term>[] = [];
  const unpaired = before.filter((term) => {
    const same = take((other) => isSameContent(term, other));
    if (same !== null) lines.push({ kind: 'same', label: term.label, before: term, after: same });
    return same === null;
  });
  for (const term of unpaired) {
    const changed = take((other) => other.label === term.label);
    lines.push({ kind: changed === null ? 'gone' : 'changed', label: term.label, before: term, after: changed });
  }
  return [...lines, ...right.map((term) => ({ kind: 'new' as const, label: term.label, before: null, after: term }))];
}

/** Whether terms that stand in both lists stand in another order. */
export function isOrderChanged<Term extends Labelled>(before: readonly Term[], after: readonly Term[]): boolean {
  const pairs = diffTerms(before, after).filter((line) => line.before !== null && line.after !== null);
  const order = pairs
    .map((line) => [before.indexOf(line.before as Term), after.indexOf(line.after as Term)] as const)
    .sort(([a], [b]) => a - b)
    .map(([, at]) => at);
  return order.some((at, index) => index > 0 && at < (order[index - 1] as number));
}
