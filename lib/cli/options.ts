import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';

type Spec = { readonly [name: string]: 'text' | 'list' | 'flag' };
type Parsed<S extends Spec> = {
  readonly positionals: readonly string[];
  readonly options: {
    readonly [name in keyof S]?: S[name] extends 'list' ? readonly string[] : S[name] extends 'flag' ? boolean : string;
  };
};

/** Parses the options of a command. Throws UsageError for an unknown or incomplete one. */
export function parseOptions<const S extends Spec>(args: readonly string[], spec: S): Parsed<S> {
  const options = Object.fromEntries(
    Object.entries({ ...spec, db: 'text' }).map(([name, kind]) => [
      name,
      kind === 'flag' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: kind === 'list' },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { positionals, options: values as Parsed<S>['options'] };
  } catch (cause) {
    throw new UsageError((cause as Error).message);
  }
}

/** The option's value; throws UsageError when it is missing. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

/** A whole number from 0 on. */
export function parseCount(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} takes a whole number from 0 on: ${text}`);
  return Number(text);
}

/** Milliseconds of an ISO date or instant; without a zone it is UTC. */
export function parseInstant(text: string, name: string): number {
  const isoLike = /^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(text);
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length === 10;
  const ms = isoLike ? Date.parse(hasZone ? text : `${text.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new UsageError(`--${name} takes an ISO date or instant: ${text}`);
  return ms;
}

/** A path as the person typed it: npm runs scripts in the project's folder, not in theirs. */
export function pathFrom(text: string): string {
  return isAbsolute(text) ? text : resolve(process.env.INIT_CWD ?? process.cwd(), text);
}
