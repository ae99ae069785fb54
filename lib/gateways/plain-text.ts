/**
 * Text safe in a one-line comment of any language: whatever is not printable ASCII becomes `\uXXXX`. YAML 1.1 ends
 * a line at U+0085, U+2028 and U+2029 too, so newlines alone are not enough.
 */
export function toPlainText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, escapeCodePoint);
}

/** `text` in double quotes, printable ASCII only, valid in JSON, YAML and Python alike (beyond U+FFFF: YAML, Python). */
export function toQuoted(text: string): string {
  return toPlainText(JSON.stringify(text));
}

function escapeCodePoint(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
