import { daysOfDate, inRange } from './parse-time';

const ZERO = 48;
const MAX_EXACT_DIGITS = 15;

/** Plain digits, at most 15; anything else is -1 and goes the slow way. */
export function digitsOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0 || length > MAX_EXACT_DIGITS) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const POWERS_OF_TEN = Float64Array.from({ length: MAX_EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * `12.345` as integer nano-USD, or -1. A mantissa below 2^53 over an exact power of ten rounds once, as
 * `Number(text)` does, so both ways give the same cent.
 */
export function nanoUsdOf(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > MAX_EXACT_DIGITS + 1) return -1;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === 46) {
      if (point >= 0) return -1;
      point = digits;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return -1;
    mantissa = mantissa * 10 + digit;
    digits++;
  }
  if (digits === 0 || digits > MAX_EXACT_DIGITS) return -1;
  const usd = point < 0 ? mantissa : mantissa / (POWERS_OF_TEN[digits - point] as number);
  const nanoUsd = Math.round(usd * 1e9);
  return nanoUsd <= Number.MAX_SAFE_INTEGER ? nanoUsd : -1;
}

export type IsoReader = (bytes: Uint8Array, start: number, end: number) => number;

/** Reads `2026-08-01T12:34:56[.789…][Z]` (or with a blank); NaN for any other shape. Keeps the last date. */
export function createIsoReader(): IsoReader {
  let lastDate = -1;
  let lastDays = 0;
  return (bytes, start, end) => {
    if (end - start < 19) return Number.NaN;
    const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
    const month = pair(bytes, start + 5);
    const day = pair(bytes, start + 8);
    const hour = pair(bytes, start + 11);
    const minute = pair(bytes, start + 14);
    const second = pair(bytes, start + 17);
    const separator = bytes[start + 10];
    const isShaped =
      bytes[start + 4] === 45 &&
      bytes[start + 7] === 45 &&
      (separator === 84 || separator === 32) &&
      bytes[start + 13] === 58 &&
      bytes[start + 16] === 58 &&
      hour < 24 &&
      minute < 60 &&
      second < 60;
    // A pair that is no number is NaN, and NaN fails every comparison above or poisons the date.
    if (!isShaped) return Number.NaN;
    const date = year * 10_000 + month * 100 + day;
    if (date !== lastDate) {
      lastDays = daysOfDate(year, month, day);
      lastDate = date;
    }
    const milliseconds = tailMs(bytes, start + 19, end);
    return inRange(lastDays * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000 + milliseconds);
  };
}

function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The fraction as milliseconds, cut, then nothing or `Z`. */
function tailMs(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let milliseconds = 0;
  if (at < end && bytes[at] === 46) {
    let place = 100;
    for (at++; at < end; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      milliseconds += digit * place;
      place = place === 1 ? 0 : place / 10;
    }
    if (at === start + 1) return Number.NaN;
  }
  if (at < end && bytes[at] === 90) at++;
  return at === end ? milliseconds : Number.NaN;
}
