import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sourceAliases } from '../aliases.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const common = { configFile: false, root: path('.'), resolve: { alias: sourceAliases }, logLevel: 'warn' } as const;

// Mode `node`: what runs the browsers. Modes `watch` and `tools`: one script each, evaluated inside pages.
export default defineConfig(({ mode }) => {
  if (mode === 'node') {
    return {
      ...common,
      build: { ssr: path('main.ts'), outDir: path('../out/bench/node'), target: 'node20', emptyOutDir: true },
    };
  }
  return {
    ...common,
    build: {
      target: 'chrome140',
      outDir: path(`../out/bench/${mode}`),
      emptyOutDir: true,
      lib: { entry: path(`page/${mode}.ts`), formats: ['iife'], name: 'banyanBench', fileName: () => `${mode}.js` },
    },
  };
});
