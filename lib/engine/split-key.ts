import type { LabelRule } from '@/lib/domain/label-rule';

/** Powers of two, at which every table of cells is cut. */
export const SPLIT_SIZES = [
  { atLeast: 0, atMost: 1023, name: 'short prompts' },
  { atLeast: 1024, atMost: 8191, name: 'medium prompts' },
  { atLeast: 8192, atMost: 65_535, name: 'long prompts' },
  { atLeast: 65_536, atMost: null, name: 'very long prompts' },
] as const;

/** Which calls a group takes; null is any. `need` '' asks for calls that need nothing. */
export type SplitKey = { readonly model: string | null; readonly need: string | null; readonly size: number | null };

/** A group's name among those before it: what a wider key leaves for it is "other". */
export function nameGroup({ model, need, size }: SplitKey, keys: readonly SplitKey[]): string {
  const hasOther = model !== null && keys.some((key) => key.model === model && key.need === need && key.size !== null);
  const prompts = size === null ? (hasOther ? 'other prompts' : null) : (SPLIT_SIZES[size]?.name ?? null);
  const models = keys.some((key) => key.model !== null);
  const who = model === '' ? 'no model name' : model;
  const rest = who === null && (models || prompts === null) ? ['other', prompts].filter(Boolean).join(' ') : null;
  const name = rest ?? [who, prompts].filter((part) => part !== null).join(': ');
  return need === null || need === '' ? name : `${name}, ${need}`;
}

/** The rule that gives a group's calls its name, where the log gives them none. */
export function ruleOf({ model, need, size }: SplitKey, name: string): LabelRule {
  const band = size === null ? undefined : SPLIT_SIZES[size];
  return {
    target: 'task',
    value: name,
    where: [
      ...(model === null ? [] : [{ field: 'model' as const, pattern: model }]),
      ...(need === null ? [] : [{ field: 'needs' as const, pattern: need }]),
    ],
    ...(band === undefined
      ? {}
      : { inputTokens: { atLeast: band.atLeast, ...(band.atMost === null ? {} : { atMost: band.atMost }) } }),
    onlyMissing: true,
    suggested: true,
  };
}
