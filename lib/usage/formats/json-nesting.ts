/** Whether brackets outside strings are ever more than `most` deep: what reads such a value may recurse. */
export function isNestedDeeper(bytes: Uint8Array, start: number, end: number, most: number): boolean {
  if (end - start <= 2 * most) return false;
  let depth = 0;
  let isString = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 34) isString = !isString;
    else if (isString) {
      if (byte === 92) at++;
    } else if (byte === 123 || byte === 91) {
      if (++depth > most) return true;
    } else if (byte === 125 || byte === 93) depth--;
  }
  return false;
}

/** `"":1,` */
const MIN_KEY_BYTES = 5;

/** Whether there are more than `most` keys outside arrays, which are one column each. */
export function hasMoreKeys(bytes: Uint8Array, start: number, end: number, most: number): boolean {
  if (end - start <= MIN_KEY_BYTES * most) return false;
  let keys = 0;
  let arrays = 0;
  let isString = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 34) isString = !isString;
    else if (isString) {
      if (byte === 92) at++;
    } else if (byte === 91) arrays++;
    else if (byte === 93) arrays--;
    else if (byte === 58 && arrays === 0 && ++keys > most) return true;
  }
  return false;
}
