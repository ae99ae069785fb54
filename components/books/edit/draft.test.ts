import { expect, test } from 'vitest';
import { completeDraft, moveUp, NEW_CONTRACT, problemsOf, shownRate, toAmount, withRate } from './draft';

test('problems name their place in the words of the form', () => {
  expect(
    problemsOf(
      'price book: terms[0].label: must not be empty; prices[2].rates: input $2500; currency.usdPerUnit: must be above 0; name: x',
    ),
  ).toEqual([
    'Term 1, Name of the term: must not be empty',
    'Price 3, rates: input $2500',
    'Exchange rate: must be above 0',
    'name: x',
  ]);
});

test('a term is written where its contract is, unless it says another place', () => {
  const [first] = NEW_CONTRACT.terms ?? [];
  const terms = [first, { ...first, source: 'clause 7' }] as NonNullable<typeof NEW_CONTRACT.terms>;
  const sources = completeDraft({ ...NEW_CONTRACT, source: 'order form', terms }).terms?.map(({ source }) => source);
  expect(sources).toEqual(['order form', 'clause 7']);
});

test('a call is written by the one and kept per million', () => {
  const rates = withRate({ input: 2 }, 'webSearch', 0.0123);
  expect(rates).toEqual({ input: 2, webSearch: 12_300 });
  expect(shownRate('webSearch', rates)).toBe(0.0123);
  expect(withRate(rates, 'webSearch', undefined)).toEqual({ input: 2 });
  expect(shownRate('output', rates)).toBe('');
});

test('an empty field is no zero', () => {
  expect([toAmount(''), toAmount(' '), toAmount('-'), toAmount(0), toAmount('2.5')]).toEqual([
    undefined,
    undefined,
    undefined,
    0,
    2.5,
  ]);
});

test('a term moves one place up', () => {
  expect(moveUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
});
