/** Builds the rogue's app: tests/support/web/rogue, served by an ordinary host in place of the product. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { sourceAliases } from '../../../aliases.config.ts';

/** Builds into a folder and answers it. */
export async function buildRogue(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../../support/web/rogue', import.meta.url)),
    publicDir: fileURLToPath(new URL('../../../src/renderer/public', import.meta.url)),
    plugins: [react()],
    resolve: { alias: [...sourceAliases] },
    build: { outDir, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  return outDir;
}
