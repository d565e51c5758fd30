import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build, createLogger } from 'vite';

/** What a developer keeps beside a program and nobody needs to run it. */
const NOT_PACKED = new Set([
  'node_modules',
  'types',
  'tests',
  'README.md',
  'tsconfig.json',
  'package.json',
  'icon.svg',
]);
const NOT_PACKED_NAMES = [/^\./, /\.test\.[cm]?[jt]sx?$/, /\.xdc$/, /^package-lock\.json$/];
/** Carried over as they are when the program is built. */
const CARRIED = ['manifest.toml', 'icon.png', 'icon.jpg'];

/** Why a folder cannot be made a package; the message is for its developer. */
export class BuildFailure extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'BuildFailure';
  }
}

/**
 * The files of a program as they go into its package, by path. With a `src` folder the pages are built by Vite, and the contents of
 * `public` added; without one every file is taken as it is. Throws {@link BuildFailure}.
 *
 * @param {string} folder
 * @returns {Promise<Map<string, Uint8Array>>}
 */
export async function programFiles(folder) {
  if (!existsSync(join(folder, 'index.html'))) throw new BuildFailure(`there is no index.html in ${folder}`);
  if (!existsSync(join(folder, 'src'))) return readFolder(folder);
  const files = await buildPages(folder);
  for (const name of CARRIED) {
    if (existsSync(join(folder, name))) files.set(name, await readFile(join(folder, name)));
  }
  const open = join(folder, 'public');
  if (existsSync(open)) for (const [path, content] of await readFolder(open)) files.set(path, content);
  return files;
}

/** @param {string} name */
function isPacked(name) {
  return !NOT_PACKED.has(name) && !NOT_PACKED_NAMES.some((pattern) => pattern.test(name));
}

/** @param {string} folder @returns {Promise<Map<string, Uint8Array>>} */
async function readFolder(folder) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  /** @param {string} within */
  const walk = async (within) => {
    for (const entry of await readdir(within, { withFileTypes: true })) {
      if (!isPacked(entry.name)) continue;
      const path = join(within, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) files.set(relative(folder, path).split(sep).join('/'), await readFile(path));
    }
  };
  await walk(folder);
  return files;
}

/** @param {string} folder @returns {Promise<Map<string, Uint8Array>>} */
async function buildPages(folder) {
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.html') && isPacked(name));
  try {
    const built = await build(buildOptions(folder, pages));
    const outputs = 'output' in built ? [built] : Array.isArray(built) ? built : [];
    return new Map(
      outputs.flatMap(({ output }) =>
        output.map((file) => [
          file.fileName,
          new Uint8Array(Buffer.from(file.type === 'chunk' ? file.code : file.source)),
        ]),
      ),
    );
  } catch (error) {
    throw new BuildFailure(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} folder @param {readonly string[]} pages @returns {import('vite').InlineConfig} */
function buildOptions(folder, pages) {
  return {
    root: folder,
    base: './',
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    publicDir: false,
    customLogger: quietLogger(),
    plugins: [plainScripts],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // A `data:` address for everything small would be allowed, and only makes pages slower to read.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: pages.map((name) => join(folder, name)),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  };
}

/** Some webxdc hosts serve by schemes for which `crossorigin` fails; all files of a package are its own. @type {import('vite').Plugin} */
const plainScripts = {
  name: 'banyan-plain-scripts',
  transformIndexHtml: { order: 'post', handler: (html) => html.replaceAll(/ crossorigin(?=[ >])/g, '') },
};

/** `webxdc.js` is the host's: that it cannot be bundled is as it should be. */
function quietLogger() {
  const logger = createLogger('warn');
  const loud = createLogger('warn');
  logger.warn = (text, options) => {
    if (!/<script src="(\.?\/)?(webxdc|banyan)\.js">/.test(text)) loud.warn(text, options);
  };
  return logger;
}
