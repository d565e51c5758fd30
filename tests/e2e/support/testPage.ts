import { fileURLToPath } from 'node:url';
import { type InlineConfig, build } from 'vite';
import { sourceAliases } from '../../../aliases.config.ts';

/** What the app's page has beside its own files. */
export const APP_PUBLIC = fileURLToPath(new URL('../../../src/renderer/public', import.meta.url));

/** Builds a page of `tests/support/web` as the app's own is built, into a folder, and answers that. */
export async function buildTestPage(
  name: string,
  outDir: string,
  more: Pick<InlineConfig, 'base' | 'plugins' | 'publicDir'> = {},
): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL(`../../support/web/${name}`, import.meta.url)),
    resolve: { alias: [...sourceAliases] },
    build: { outDir, emptyOutDir: true, target: 'chrome152', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    ...more,
  });
  return outDir;
}
