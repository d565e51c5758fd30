/** Packages of existing webxdc apps, and of apps made with the libraries and the packer that public apps are made with. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildXDC, eruda, legacy, mockWebxdc } from '@webxdc/vite-plugins';
import { build } from 'vite';
import { makePackage } from '../../support/node/zipBuilder.ts';
import { buildTestPage } from './testPage.ts';

const sources = fileURLToPath(new URL('../../support/web/existing-apps', import.meta.url));

/** The app that `@webxdc/vite-plugins` carries as its example, as it is published. */
export const publishedExample = fileURLToPath(
  new URL('../../../node_modules/@webxdc/vite-plugins/example', import.meta.url),
);

/** The folder of one of our apps. */
export const appFolder = (name: string): string => join(sources, name);

/** Packs a folder as it is, as apps without a build step are packed. */
export async function packFolder(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const),
  );
  return makePackage(Object.fromEntries(files));
}

/** How an app is built. */
export interface AppBuild {
  readonly outDir: string;
  /** With the console that developers build in to look at an app inside a messenger. */
  readonly isDebug?: boolean;
  /** Rewritten for old browsers, as the packer does unless told otherwise. */
  readonly isLegacy?: boolean;
}

/** Builds a folder with the packer that public apps are built with, and answers its `.xdc` file. */
export async function buildApp(
  root: string,
  { outDir, isDebug, isLegacy }: AppBuild,
): Promise<Uint8Array<ArrayBuffer>> {
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base: './',
    plugins: [
      buildXDC({ inDir: join(outDir, 'app'), outDir, outFileName: 'app.xdc' }),
      eruda(isDebug === true),
      mockWebxdc(),
      ...(isLegacy === true ? [legacy()] : []),
    ],
    build: { outDir: join(outDir, 'app'), emptyOutDir: true },
  });
  return new Uint8Array(await readFile(join(outDir, 'app.xdc')));
}

/** Builds the page that shows one program as several people have it: tests/support/web/programs. */
export function buildProgramsPage(outDir: string): Promise<string> {
  return buildTestPage('programs', outDir);
}
