const MAX_CHARS = 120;

/** A foreign name as it may be shown: without control and direction-changing characters, cut where it is long. */
export function shownName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '');
  return plain.length > MAX_CHARS ? `${plain.slice(0, MAX_CHARS - 1)}…` : plain;
}
