import { Document, isMap, isSeq, Scalar, type ScalarTag, visit } from 'yaml';
import { toPlainText } from './plain-text';

/** A price written in USD per token, kept per million so that it can be written without an exponent. */
export type PerToken = { readonly usdPerMtok: number };

function isPerToken(value: unknown): value is PerToken {
  return typeof value === 'object' && value !== null && 'usdPerMtok' in value;
}

/** `0.27` per million as `0.00000027`: YAML 1.1 reads `2.7e-7` as text. Up to 20 decimals. */
export function toDecimalPerToken(usdPerMtok: number): string {
  const [digits = '', exponent = '0'] = usdPerMtok.toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  const shift = Number(exponent) - 6;
  const all = whole + fraction;
  if (shift < 0) return `0.${'0'.repeat(-shift - 1)}${all}`.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '.0');
  const padded = all.padEnd(shift + 2, '0');
  return `${padded.slice(0, shift + 1)}.${padded.slice(shift + 1)}`;
}

const usdPerTokenTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: isPerToken,
  test: /^0\.0\d+$/,
  resolve: (text) => Number(text),
  stringify: (item) => toDecimalPerToken((item.value as PerToken).usdPerMtok),
};

/**
 * YAML that a 1.1 reader (PyYAML, which LiteLLM uses) and a 1.2 reader understand alike: strings that 1.1 would take
 * for something else are quoted, everything is printable ASCII. `comments`: text above an entry, by its `model_name`
 * and place in the list.
 */
export function toYaml(value: unknown, header: readonly string[], comments: readonly (string | null)[]): string {
  const document = new Document(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
    customTags: (tags) => [usdPerTokenTag, ...tags],
  });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && !/^[\x20-\x7e]*$/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const list = isMap(document.contents) ? document.contents.get('model_list') : null;
  if (isSeq(list))
    for (const [i, item] of list.items.entries()) {
      const comment = comments[i] ?? null;
      if (comment !== null && isMap(item)) item.commentBefore = ` ${toPlainText(comment)}`;
    }
  document.commentBefore = header.map((line) => (line === '' ? ' ' : ` ${toPlainText(line)}`)).join('\n');
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  return escapeBeyondAscii(text).replace(/^# +$/gm, '#');
}

/** After quoting, only comments and double-quoted text hold such characters, and `\u` stands for them in both. */
function escapeBeyondAscii(text: string): string {
  return text.replace(/[^\n]+/g, toPlainText);
}
