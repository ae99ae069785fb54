export type FormatChoice = { readonly id: string; readonly title: string };

const GROUPS: readonly { readonly group: string; readonly ids: RegExp }[] = [
  { group: 'Providers', ids: /^(openai|anthropic|bedrock|gemini|vertex|azure)/ },
  { group: 'Gateways', ids: /^(openrouter|litellm|helicone|portkey|vercel)/ },
  { group: 'Tracers', ids: /^(langfuse|otel)/ },
  { group: 'Coding tools', ids: /^(claude-code|codex|aider)/ },
  { group: 'Any log, by its columns', ids: /^(csv|json|jsonl|parquet)$/ },
];

/** The formats for a list to choose from: detection first, then by where a log comes from. */
export function groupFormats(formats: readonly FormatChoice[], detectLabel: string) {
  const groupOf = (id: string) => GROUPS.find(({ ids }) => ids.test(id))?.group ?? 'Others';
  const groups = [...GROUPS.map(({ group }) => group), 'Others'];
  return [
    { group: 'By its first rows', items: [{ value: 'auto', label: detectLabel }] },
    ...groups
      .map((group) => ({
        group,
        items: formats.filter(({ id }) => groupOf(id) === group).map(({ id, title }) => ({ value: id, label: title })),
      }))
      .filter(({ items }) => items.length > 0),
  ];
}
