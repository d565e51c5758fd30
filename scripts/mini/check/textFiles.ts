import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extname } from 'node:path/posix';
import { MAX_UNPACKED_BYTES } from '@shared/mini/package.ts';
import { readWholeEntry } from '../../../src/main/services/packages/entryContent.ts';
import type { LoadedPackage } from '../loadPackage.ts';

/** A file of the package that can be read as text. */
export interface TextFile {
  readonly path: string;
  readonly kind: 'page' | 'script' | 'style';
  readonly text: string;
}

const KINDS: Readonly<Record<string, TextFile['kind']>> = {
  '.html': 'page',
  '.htm': 'page',
  '.js': 'script',
  '.mjs': 'script',
  '.ts': 'script',
  '.tsx': 'script',
  '.css': 'style',
};

/** Pages, scripts and styles of a package. */
export async function readTextFiles({ files }: LoadedPackage): Promise<TextFile[]> {
  const texts: TextFile[] = [];
  for (const entry of files) {
    const kind = KINDS[extname(entry.path).toLowerCase()];
    const bytes = kind === undefined ? null : await readWholeEntry(entry, MAX_UNPACKED_BYTES);
    if (kind !== undefined && bytes !== null)
      texts.push({ path: entry.path, kind, text: Buffer.from(bytes).toString() });
  }
  return texts;
}

/** What a developer wrote under `src`, where a folder has it: bundled scripts have lost lines and names. */
export async function readSources(folder: string): Promise<TextFile[]> {
  if (!existsSync(join(folder, 'src'))) return [];
  const texts: TextFile[] = [];
  for (const name of await readdir(join(folder, 'src'), { recursive: true })) {
    const kind = KINDS[extname(name).toLowerCase()];
    if (kind === undefined || /\.test\.\w+$/.test(name)) continue;
    const path = `src/${name.replaceAll('\\', '/')}`;
    texts.push({ path, kind, text: await readFile(join(folder, path), 'utf8') });
  }
  return texts;
}

/** Where in a file: its path, and the line of an offset. */
export function placeOf({ path, text }: TextFile, offset: number): string {
  return `${path}:${text.slice(0, offset).split('\n').length}`;
}
