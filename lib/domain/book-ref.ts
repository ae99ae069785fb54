/** One version of a price book. */
export type BookRef = { readonly name: string; readonly version: string };

/** `name@version` pins a version, as saved scenarios do; a name alone means its newest. */
export function parseBookRef(text: string): { readonly name: string; readonly version: string | null } {
  const at = text.indexOf('@');
  return at < 0 ? { name: text, version: null } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

export function formatBookRef({ name, version }: BookRef): string {
  return `${name}@${version}`;
}
