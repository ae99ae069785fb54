import { UNKNOWN } from './format';

/** Where a price is written: an address by its host, to be followed; any other text as it stands. */
export function SourceLink({ source }: { readonly source: string }) {
  if (!/^https?:\/\//.test(source) || !URL.canParse(source)) return source || UNKNOWN;
  return (
    <a
      href={source}
      target="_blank"
      rel="noreferrer noopener"
      title={source}
      style={{ color: 'var(--mantine-color-anchor)', overflowWrap: 'anywhere' }}
    >
      {new URL(source).hostname}
    </a>
  );
}
