import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sourceAliases } from '../aliases.config.ts';
import { threadSources } from '../scripts/threads/threadPlugin.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const out = process.env['BANYAN_BENCH_OUT'] ?? path('../out/bench');
const common = { root: path('.'), resolve: { alias: sourceAliases }, logLevel: 'warn' } as const;

// Mode `node`: what runs the browsers; `peer`: a process of its own that links with a home box. Modes `watch` and `tools`: one script each, evaluated inside pages.
export default defineConfig(({ mode }) => {
  if (mode === 'node' || mode === 'peer') {
    const entry = mode === 'node' ? 'main.ts' : 'peer/load.ts';
    const build = { ssr: path(entry), outDir: join(out, mode), target: 'node20', emptyOutDir: true };
    return { ...common, plugins: [threadSources()], build };
  }
  const lib = { entry: path(`page/${mode}.ts`), name: 'banyanBench', fileName: () => `${mode}.js` };
  return {
    ...common,
    build: { target: 'chrome140', outDir: join(out, mode), emptyOutDir: true, lib: { ...lib, formats: ['iife'] } },
  };
});
