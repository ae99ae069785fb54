import { asSentence } from './sure-words';

const ID = /[^\s,;()“”]+\/[^\s,;()“”]+/g;

/** What the engine says, with models by their written names and percent as the screen writes it, as a sentence. */
export function engineWords(text: string, nameOf: (model: string) => string): string {
  const named = text.replace(ID, (found) => {
    const written = nameOf(found);
    if (written !== found) return written;
    const id = found.replace(/[.:]+$/, '');
    return `${nameOf(id)}${found.slice(id.length)}`;
  });
  return asSentence(named.replace(/(\d) %/g, '$1%').replace(/\.$/, ''));
}
