import { formatCount, formatDay, formatTokens, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { MonthTerm, PriceTerm, TermScope } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';
import { UNIT_WORDS } from '@/lib/engine/explain-price-words';

const DAY_MS = 86_400_000;
const PERCENT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });
const TOKEN_UNITS = UNITS.filter((unit) => unit !== 'request' && unit !== 'webSearch');

type Span = { readonly validFromMs: number | null; readonly validToMs: number | null };

const instant = (ms: number) =>
  ms % DAY_MS === 0 ? formatDay(ms) : `${formatDay(ms)} ${new Date(ms).toISOString().slice(11, 16)} UTC`;

/** `from Jan 1, 2026`, `through Dec 31, 2026`; '' where both ends are open. */
export function spanWords({ validFromMs, validToMs }: Span): string {
  const from = validFromMs === null ? '' : `from ${instant(validFromMs)}`;
  const isDay = validToMs !== null && validToMs % DAY_MS === 0;
  const to =
    validToMs === null ? '' : isDay ? `through ${formatDay(validToMs - DAY_MS)}` : `until ${instant(validToMs)}`;
  return [from, to].filter(Boolean).join(' ');
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function offersWords({ offers }: TermScope): string {
  return offers === undefined || offers.includes('*') ? 'all models' : listWords(offers);
}

function unitsWords(units: readonly Unit[]): string {
  return TOKEN_UNITS.every((unit) => units.includes(unit)) && units.length === TOKEN_UNITS.length
    ? 'tokens'
    : listWords(units.map((unit) => UNIT_WORDS[unit]));
}

function limitsWords({ units, serviceTiers }: TermScope): string[] {
  return [
    ...(units === undefined ? [] : [`${unitsWords(units)} only`]),
    ...(serviceTiers === undefined ? [] : [`${listWords(serviceTiers)} tier only`]),
  ];
}

/** `20 % off`, `5.5 % markup`, `no change`. */
export function percentWords(percent: number): string {
  if (percent === 0) return 'no change';
  return `${PERCENT.format(Math.abs(percent))} % ${percent < 0 ? 'off' : 'markup'}`;
}

/** A term as one would say it: `20 % off openai/*, output only, from Jan 1, 2026`. */
export function termSentence(term: PriceTerm): string {
  const offers = offersWords(term.scope);
  const fixed = [
    ...(term.usdPerMtok ? [`${formatUsd(term.usdPerMtok)} per 1M tokens`] : []),
    ...(term.usdPerRequest ? [`${formatUsd(term.usdPerRequest)} a request`] : []),
  ];
  const percent =
    term.percent < 0
      ? `${percentWords(term.percent)} ${offers}`
      : term.percent > 0
        ? `${percentWords(term.percent)} on ${offers}`
        : fixed.length === 0
          ? `no change to ${offers}`
          : '';
  const added =
    fixed.length === 0 ? '' : percent === '' ? `${listWords(fixed)} on top of ${offers}` : `plus ${listWords(fixed)}`;
  return [percent, added, ...limitsWords(term.scope), spanWords(term)].filter(Boolean).join(', ');
}

function bandWords(term: MonthTerm & { readonly kind: 'volume' }): string {
  const amount = (from: number) =>
    term.measure === 'usd' ? formatUsd(from).replace(/\.00$/, '') : `${formatTokens(from)} tokens`;
  const subject = term.applies === 'above' ? 'the part above' : 'the whole month from';
  return term.bands
    .filter((band) => band.percent !== 0)
    .map((band) => `${percentWords(band.percent)} ${subject} ${amount(band.from)}`)
    .join(', ');
}

/** What a term does to a month's bill: `5 % off the part above $10,000 a month of openai/*`. */
export function monthTermSentence(term: MonthTerm): string {
  const tail = [...limitsWords(term.scope), spanWords(term)].filter(Boolean);
  const offers = offersWords(term.scope);
  const body =
    term.kind === 'volume'
      ? `A month of ${offers}: ${bandWords(term) || 'no change'}`
      : term.kind === 'commitment'
        ? `At least ${formatUsd(term.usdPerMonth)} a month for ${offers}, used or not`
        : `${formatUsd(term.usdPerMonth)} a month on top, for ${offers}`;
  return [body, ...tail].join(', ');
}

const rateFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** A price as it is usually said, in its book's currency: `$2.50`, `€2.50`, `$0.01 each`; `—` for none. */
export function rateText(unit: Unit, perMillion: number | null | undefined, code = 'USD'): string {
  if (perMillion === null || perMillion === undefined) return UNKNOWN;
  const isCall = unit === 'request' || unit === 'webSearch';
  const amount = rateFormat.format(isCall ? perMillion / 1e6 : perMillion);
  return `${code === 'USD' ? `$${amount}` : `${amount} ${code}`}${isCall ? ' each' : ''}`;
}

/** `+25 %`, `−20 %`; '' where there is no percentage. */
export function changeText(percent: number | null): string {
  if (percent === null || percent === 0) return '';
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toLocaleString('en-US', { maximumFractionDigits: digits })} %`;
}

/** `> 200,000 tokens`, '' for the base price. */
export function tierText(tier: { readonly thresholdTokens: number; readonly inclusive: boolean } | null): string {
  return tier === null ? '' : `${tier.inclusive ? '≥' : '>'} ${formatCount(tier.thresholdTokens)} tokens`;
}

export function unitText(unit: Unit): string {
  return UNIT_WORDS[unit];
}

/** A version as a person can tell it from others: its hash is long, its day is not. */
export function versionText(version: string): string {
  return version.length > 24 ? `${version.slice(0, 22)}…` : version;
}

type DatedBook = { readonly fromMs: number | null; readonly toMs: number | null };

/** When a book's prices begin or end: `May 22, 2025 – Jan 1, 2027`, `at no date` where all are undated. */
export function changesText({ fromMs, toMs }: DatedBook): string {
  const [first, last] = [formatDay(fromMs ?? toMs), formatDay(toMs ?? fromMs)];
  if (fromMs === null && toMs === null) return 'at no date';
  return first === last ? `on ${first}` : `${first} – ${last}`;
}
