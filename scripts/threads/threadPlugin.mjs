import { dirname, resolve } from 'node:path';
import { build } from 'vite';
import { sourceAliases } from '../../aliases.config.ts';

const SUFFIX = '?thread';

/**
 * `import source from './place.ts?thread'`: a module and all it needs as the text of one script, for a thread of Node's. Text and no file, so that
 * no edition, test or benchmark has to know where the file of a thread lies: not in an archive, not beside a bundle, not in a folder of its own.
 *
 * @returns {import('vite').Plugin}
 */
export function threadSources() {
  return {
    name: 'banyan-thread-sources',
    enforce: 'pre',
    resolveId(id, importer) {
      return id.endsWith(SUFFIX) && importer !== undefined ? resolve(dirname(importer), id) : null;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const path = id.slice(0, -SUFFIX.length);
      this.addWatchFile(path);
      return `export default ${JSON.stringify(await scriptOf(path))};`;
    },
  };
}

/** @param {string} path */
async function scriptOf(path) {
  const built = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'silent',
    resolve: { alias: sourceAliases },
    ssr: { noExternal: true },
    build: {
      ssr: path,
      write: false,
      target: 'node20',
      // A thread that is started from text is a CommonJS script.
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
  });
  const [script] = 'output' in built ? built.output : [];
  if (script === undefined) throw new Error(`${path}: one script was expected`);
  return script.code;
}
