/** Regions of clouds whose name begins with `eu` or `europe` and that lie outside the EU. */
const AREA_OF_REGION: { readonly [region: string]: string } = {
  'eu-west-2': 'gb',
  'eu-central-2': 'ch',
  'europe-west2': 'gb',
  'europe-west6': 'ch',
};

/** The first word of a region and the area it means. */
const AREA_OF_WORD: { readonly [word: string]: string } = {
  europe: 'eu',
  northamerica: 'na',
  asia: 'apac',
  ap: 'apac',
};

/** The area of a region: `eu` for `eu-west-1` and `europe-west4`, `gb` for `eu-west-2`, `us` for `us-east5`. */
export function areaOfRegion(region: string): string {
  const lower = region.toLowerCase();
  const word = /^[a-z]+/.exec(lower)?.[0] ?? lower;
  return AREA_OF_REGION[lower] ?? AREA_OF_WORD[word] ?? word;
}

/** Whether a region is the place asked for or lies in it: `eu-west-1` in `EU`, not `eu-west-2`; `global` in nothing else. */
export function isRegionIn(region: string, place: string): boolean {
  const wanted = place.toLowerCase();
  return region.toLowerCase() === wanted || areaOfRegion(region) === wanted;
}
