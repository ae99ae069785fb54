import type { JsonObject } from './json-reader';
import type { RawCall } from './raw-call';

/** Task, team and language that a caller wrote into the metadata of a call. */
export function labelsOf(metadata: JsonObject): Pick<RawCall, 'task' | 'team' | 'language'> {
  const { task, team, language } = metadata;
  return { task, team, language };
}
