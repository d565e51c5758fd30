import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sourceAliases } from '../../../aliases.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const out = process.env['BANYAN_SOAK_OUT'] ?? path('../../../out/soak');

// The mode is the file of the suite; each has a folder of its own, so that one that does not build stops no other.
export default defineConfig(({ mode }) => ({
  root: path('../../..'),
  resolve: { alias: sourceAliases },
  logLevel: 'error',
  build: {
    ssr: mode,
    target: 'node20',
    outDir: join(out, 'suites', basename(mode, '.ts')),
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'suite.js', format: 'es' } },
  },
}));
