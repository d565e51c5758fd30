import { fileURLToPath } from 'node:url';
import { parse } from '@formatjs/icu-messageformat-parser';
import { isRecord } from '../setup/json.mjs';

const CATALOGUES = fileURLToPath(new URL('../../src/renderer/i18n/', import.meta.url));
/**
 * A sentence as the app is given it: the tree that the parser makes of it, so that the app needs no parser.
 *
 * @param {string} sentence ICU MessageFormat.
 * @throws {SyntaxError} when it is malformed.
 */
export function compiledSentence(sentence) {
  return parse(sentence, { captureLocation: false });
}

/** Compiles the catalogues while the app is built, and leaves the parser of sentences out of it (I18N-9). */
export function compiledSentences() {
  const parser = '@formatjs/icu-messageformat-parser';
  return {
    name: 'banyan-compiled-sentences',
    enforce: /** @type {const} */ ('pre'),
    config: () => ({
      resolve: { alias: [{ find: new RegExp(`^${parser}$`), replacement: `${parser}/no-parser.js` }] },
    }),
    /**
     * @param {string} code
     * @param {string} id
     */
    transform(code, id) {
      if (!id.startsWith(CATALOGUES) || !id.endsWith('.json')) return null;
      /** @type {unknown} */
      const sentences = JSON.parse(code);
      if (!isRecord(sentences)) throw new TypeError(`${id} is no catalogue`);
      const compiled = Object.entries(sentences).map(([key, sentence]) => [key, compiledSentence(String(sentence))]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
