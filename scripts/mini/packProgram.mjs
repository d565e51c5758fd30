import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, createLogger } from 'vite';
import { zip } from './zip.mjs';

/** @typedef {import('./zip.mjs').PackedFile} PackedFile */

/** What the host serves itself: a package that has them has them in vain. */
const HOST_SCRIPTS = new Set(['webxdc.js', 'banyan.js']);
/** Files beside a bundled program that belong into its package as they are. */
const KEPT = ['manifest.toml', 'icon.png', 'icon.jpg'];
/** What a developer keeps beside a program, and nobody needs to run it. */
const ONLY_DEVELOPMENT =
  /^(\..*|node_modules|types|tests|README\.md|tsconfig\.json|package(-lock)?\.json|icon\.svg|.*\.xdc|.*\.test\.[cm]?[jt]s)$/;

/**
 * The files of a program's package: bundled where its folder has `src/`, else the folder as it is.
 *
 * @param {string} folder
 * @returns {Promise<PackedFile[]>}
 */
export async function programFiles(folder) {
  if (!isThere(join(folder, 'src'))) return filesBelow(folder);
  const kept = KEPT.filter((name) => isThere(join(folder, name)));
  const assets = isThere(join(folder, 'public')) ? filesBelow(join(folder, 'public')) : [];
  return [
    ...kept.map((path) => ({ path, bytes: readFileSync(join(folder, path)) })),
    ...assets,
    ...(await bundle(folder)),
  ];
}

/**
 * A program's package (`.xdc`): the same bytes for the same sources and tools.
 *
 * @param {string} folder
 */
export async function packProgram(folder) {
  return zip(await programFiles(folder));
}

/** @param {string} path */
function isThere(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Every file below a folder, but what begins with a dot, what only development needs, and what the host serves.
 *
 * @param {string} folder
 * @param {string} [below]
 * @returns {PackedFile[]}
 */
function filesBelow(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}${entry.name}`;
    if (ONLY_DEVELOPMENT.test(entry.name) || HOST_SCRIPTS.has(path)) return [];
    if (entry.isDirectory()) return filesBelow(folder, `${path}/`);
    return entry.isFile() ? [{ path, bytes: readFileSync(join(folder, path)) }] : [];
  });
}

/**
 * @param {string} folder
 * @returns {Promise<PackedFile[]>}
 */
async function bundle(folder) {
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
  if (!pages.includes('index.html')) throw new Error('there is no index.html');
  const output = await build({
    root: folder,
    configFile: false,
    envDir: false,
    logLevel: 'silent',
    publicDir: false,
    base: './',
    mode: 'production',
    customLogger: quietLogger(),
    plugins: [plainScripts],
    build: {
      write: false,
      minify: true,
      // The floor of the browser edition.
      target: 'chrome152',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: pages.map((name) => join(folder, name)),
        output: {
          entryFileNames: 'program.js',
          chunkFileNames: '[name].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  });
  if (!('output' in output)) throw new Error(`${folder}: one bundle was expected`);
  return output.output.map((item) => ({
    path: item.fileName,
    bytes: Buffer.from(item.type === 'chunk' ? item.code : item.source),
  }));
}

/**
 * All files of a package are of its own origin, and other webxdc hosts serve it by schemes under which `crossorigin` fails.
 *
 * @type {import('vite').Plugin}
 */
const plainScripts = {
  name: 'banyan-plain-scripts',
  transformIndexHtml: { order: 'post', handler: (html) => html.replaceAll(/ crossorigin(?=[ >])/g, '') },
};

/** Warnings are failures, but for the host's own scripts, which are not there to be bundled. */
function quietLogger() {
  const logger = createLogger('silent');
  logger.warn = (message) => {
    const isHostScript = [...HOST_SCRIPTS].some((name) => message.includes(name));
    if (!isHostScript) throw new Error(message);
  };
  return logger;
}
