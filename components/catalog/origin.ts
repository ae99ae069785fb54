const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** `China` for `CN`; null stays unknown. */
export function originName(origin: string | null): string | null {
  return origin === null ? null : (regions.of(origin) ?? origin);
}
