import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { sourceAliases } from './aliases.config.ts';
import { compiledSentences } from './scripts/i18n/compiledSentences.mjs';
import { programShelf } from './scripts/mini/shelfPlugin.mjs';
import { threadSources } from './scripts/threads/threadPlugin.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const resolve = { alias: sourceAliases };
/** Scripts that run beside a page; what else is built with them runs in one. */
const preloads = ['index', 'program'];

// Everything is bundled (all packages are devDependencies), so the packaged app carries no node_modules.
export default defineConfig({
  main: {
    plugins: [threadSources()],
    // The native speed-up that `ws` looks for in a try block is ours, and not native.
    resolve: {
      alias: [...sourceAliases, { find: 'bufferutil', replacement: path('src/main/services/web-host/maskWords.ts') }],
    },
    build: {
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: path('src/main/electron.ts'),
          browser: path('src/main/browser.ts'),
          signal: path('src/main/signal.ts'),
          peer: path('src/peer/main.ts'),
        },
        // An optional native speed-up of `ws`: it looks for it in a try block and does without. What finds its own binary beside it stays a package;
        // only the home box has it.
        external: ['utf-8-validate', 'node-datachannel'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    // Nothing of these runs in Node: libraries must be their browser selves.
    resolve: { ...resolve, conditions: ['browser', 'module', 'import', 'default'] },
    ssr: { resolve: { conditions: ['browser', 'module', 'import', 'default'] } },
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      minify: true,
      rolldownOptions: {
        input: {
          index: path('src/preload/index.ts'),
          program: path('src/preload/program.ts'),
          // Not preloads, but of the same make: the scripts that the host serves to mini programs.
          webxdc: path('src/mini/client/webxdc.ts'),
          banyan: path('src/mini/client/banyan.ts'),
        },
        // A sandboxed preload must be one CommonJS file that requires nothing but electron.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          // In a page a script's own names would be everyone's.
          banner: ({ name }) => (preloads.includes(name) ? '' : '(() => {'),
          footer: ({ name }) => (preloads.includes(name) ? '' : '})();'),
        },
      },
    },
  },
  renderer: {
    root: path('src/renderer'),
    resolve,
    plugins: [react(), compiledSentences(), programShelf()],
    build: {
      // electron-vite does not minify unless told.
      minify: true,
      modulePreload: { polyfill: false },
      // Fonts and pictures stay files, so that the content security policy need not allow `data:` for them.
      assetsInlineLimit: 0,
      // Electron 45 and the Chromium floor of the browser edition.
      target: 'chrome152',
      rolldownOptions: {
        input: { index: path('src/renderer/index.html') },
        // What a page begins with is one file: of its own accord the bundler gives each module that is also used later its own, and sixty small
        // files are asked for one by one, and compressed each by itself.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});
