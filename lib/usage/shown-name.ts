import { plainText } from './plain-text';

const MAX_CHARS = 120;
const MAX_NAMES = 40;

/** A foreign name as it may be shown: without control and direction-changing characters, cut where it is long. */
export function shownName(name: string): string {
  const plain = plainText(name);
  return plain.length > MAX_CHARS ? `${plain.slice(0, MAX_CHARS - 1)}…` : plain;
}

/** Column names in a sentence. */
export function shownNames(names: readonly string[]): string {
  if (names.length === 0) return 'no columns';
  const first = names.slice(0, MAX_NAMES).map(shownName).join(', ');
  return names.length > MAX_NAMES ? `${first} and ${names.length - MAX_NAMES} more` : first;
}
