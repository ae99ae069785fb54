import {
  createLoader,
  type inferParserType,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  type SearchParams,
} from 'nuqs/server';
import { WaybillError } from '@/lib/domain/errors';
import { CERTAINTIES } from '@/lib/domain/plan';

/** Days that a person is taken to need to move one of each; they can say otherwise. */
export const DAYS_EACH = { callSite: 0.25, prompt: 0.5, fineTune: 10 } as const;

/**
 * The answers of the guided start, beside the scenario's own parameters; they are fields of a plain form. `floor` in
 * percent of today's quality; `open` open weights only; `pay`, `geo`, `api` access facts allowed; `in` where calls may
 * be processed; `not` countries of makers ruled out; `sites`, `prompts`, `tunes` of the exit surface with the days
 * that each takes, `dayUsd` what a day costs.
 */
export const startParams = {
  floor: parseAsFloat.withDefault(97),
  sure: parseAsStringLiteral(CERTAINTIES).withDefault('estimate'),
  open: parseAsBoolean.withDefault(false),
  pay: parseAsNativeArrayOf(parseAsString),
  geo: parseAsNativeArrayOf(parseAsString),
  api: parseAsNativeArrayOf(parseAsString),
  in: parseAsString.withDefault(''),
  not: parseAsNativeArrayOf(parseAsString),
  sites: parseAsInteger.withDefault(0),
  prompts: parseAsInteger.withDefault(0),
  tunes: parseAsInteger.withDefault(0),
  daysSite: parseAsFloat.withDefault(DAYS_EACH.callSite),
  daysPrompt: parseAsFloat.withDefault(DAYS_EACH.prompt),
  daysTune: parseAsFloat.withDefault(DAYS_EACH.fineTune),
  dayUsd: parseAsFloat,
};
const load = createLoader(startParams);

/** `max` by vendor: its share of the plan's spend at most, in percent. */
export type StartParams = inferParserType<typeof startParams> & {
  readonly max: { readonly [vendor: string]: number };
};

/** The name of the field that holds a vendor's limit. */
export const MAX_PREFIX = 'max.';

const MOST_FLOOR_PCT = 200;

function check(name: string, value: number, most = Number.POSITIVE_INFINITY): void {
  if (!(value >= 0 && value <= most))
    throw new WaybillError(
      'bad-input',
      `${name} must be ${most === Number.POSITIVE_INFINITY ? '0 or more' : `between 0 and ${most}`}: ${value}`,
    );
}

/** Reads the answers from an address. Throws WaybillError 'bad-input' that names a number which none can be. */
export async function loadStartParams(searchParams: Promise<SearchParams>): Promise<StartParams> {
  const given = await searchParams;
  const answers = await load(searchParams);
  const max: { [vendor: string]: number } = {};
  for (const [key, value] of Object.entries(given)) {
    const text = Array.isArray(value) ? value.at(-1) : value;
    if (!key.startsWith(MAX_PREFIX) || text === undefined || text.trim() === '') continue;
    const vendor = key.slice(MAX_PREFIX.length);
    check(`the share of ${vendor} in percent`, Number(text), 100);
    max[vendor] = Number(text);
  }
  check('the floor in percent', answers.floor, MOST_FLOOR_PCT);
  check('the number of call sites', answers.sites);
  check('the number of prompts', answers.prompts);
  check('the number of fine-tunes', answers.tunes);
  check('the days of a call site', answers.daysSite);
  check('the days of a prompt', answers.daysPrompt);
  check('the days of a fine-tune', answers.daysTune);
  if (answers.dayUsd !== null) check('the cost of a day', answers.dayUsd);
  return { ...answers, max };
}
