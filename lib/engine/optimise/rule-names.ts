import type { Draft } from './rule-list';

const MAX_NAMED_TASKS = 3;
/** A task may be called by a whole sentence. */
const MAX_WORD_CHARS = 40;
/** What figures by rule call the calls that no rule takes. */
const TAKEN = ['otherwise'];

const toWord = (text: string) =>
  [...text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')]
    .slice(0, MAX_WORD_CHARS)
    .join('')
    .replace(/^-+|-+$/g, '');

function nameTasks(tasks: readonly string[]): string {
  if (tasks.length <= MAX_NAMED_TASKS) return tasks.map(toWord).join('-');
  return `${tasks.slice(0, 2).map(toWord).join('-')}-and-${tasks.length - 2}-more`;
}

function nameOf(draft: Draft, stays: boolean): string {
  const size =
    draft.atLeast !== null && draft.below !== null
      ? 'medium'
      : draft.atLeast !== null
        ? draft.atLeast > 0
          ? 'long'
          : 'sized'
        : draft.below !== null
          ? 'short'
          : '';
  const source = draft.sources?.map((offer) => toWord(offer.slice(offer.indexOf('/') + 1))).join('-') ?? '';
  const words = [
    draft.tasks === null ? '' : nameTasks(draft.tasks),
    ...(draft.languages ?? []).map(toWord),
    ...draft.needs.map(toWord),
    size,
    source === '' ? '' : `from-${source}`,
    stays ? 'stays' : '',
  ];
  return words.filter((word) => word !== '').join('-') || 'rest';
}

/** A readable id for each rule, by what it asks: `classify-extract`, `report-long`; no two alike, none `otherwise`. */
export function nameRules(drafts: readonly Draft[], stays: (draft: Draft) => boolean): string[] {
  const used = new Map<string, number>();
  const names: string[] = [];
  for (const draft of drafts) {
    const name = nameOf(draft, stays(draft));
    let count = used.get(name) ?? 0;
    let unique = name;
    do {
      count++;
      unique = count === 1 ? name : `${name}-${count}`;
    } while (names.includes(unique) || TAKEN.includes(unique));
    used.set(name, count);
    names.push(unique);
  }
  return names;
}
