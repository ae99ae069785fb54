import { createLoader, parseAsString } from 'nuqs/server';

/** `edit`: the sketched workload to be changed. */
export const sketchParams = { edit: parseAsString };
export const loadSketchParams = createLoader(sketchParams);
