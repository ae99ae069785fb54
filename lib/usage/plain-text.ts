/**
 * Text as it may be kept and shown: line ends and tabs are blanks; control characters, characters without a shape and
 * those that turn the direction of writing are gone; half a surrogate pair is U+FFFD. Joiners stay within scripts
 * that need them.
 */
export function plainText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/(?!(?<=\P{ASCII})[\u200c\u200d](?=\P{ASCII}))[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}
