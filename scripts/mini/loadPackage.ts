import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { openPackage, type OpenedPackage } from '../../src/main/services/packages/openPackage.ts';
import { readZipIndex, type ZipEntry } from '../../src/main/services/packages/zipIndex.ts';
import { SetupFailure } from '../setup/failure.mjs';
import { packProgram } from './packProgram.mjs';

/** What each problem of a package is in words, for its developer. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'package-too-large': 'it is larger than 10 MiB',
  'package-not-zip': 'it is no ZIP archive',
  'package-no-index': 'it has no index.html',
  'package-bad-path': 'a path in it is not allowed',
  'package-duplicate': 'two paths in it differ only in case or in Unicode form',
  'package-too-many': 'it has more than 2048 entries',
  'package-unpacked-too-large': 'its files have more than 64 MiB together',
  'package-bomb': 'a file in it unpacks to more than 200 times its size',
};

/** A program's package, looked through as the host does it. */
export interface LoadedPackage {
  readonly bytes: Uint8Array;
  readonly opened: OpenedPackage;
  /** Its files, folders left out. */
  readonly files: readonly ZipEntry[];
  /** What it is called where its manifest says nothing. */
  readonly fallbackName: string;
}

/** There is a package, and the host refuses it. */
export class PackageRefused extends SetupFailure {
  /** The host's own word for why. */
  readonly code: string;
  constructor(path: string, { code, message }: { readonly code: string; readonly message: string }) {
    super(
      `The host would refuse ${basename(path)}: ${PROBLEMS[code] ?? 'it is damaged'} (${code}: ${message}).`,
      'docs/mini-programs/security.md lists what a package may be.',
    );
    this.code = code;
  }
}

/** Loads a package, or makes one of a folder. Throws `SetupFailure` with why it cannot be, {@link PackageRefused} where the host says so. */
export async function loadPackage(path: string): Promise<LoadedPackage> {
  const bytes = await bytesOf(path);
  const opened = await openPackage(bytes);
  const index = readZipIndex(bytes);
  if (!opened.ok) throw new PackageRefused(path, opened.error);
  if (!index.ok) throw new PackageRefused(path, { code: 'package-damaged', message: 'no index' });
  const files = index.value.filter((entry) => !entry.isFolder);
  return { bytes, opened: opened.value, files, fallbackName: basename(path, extname(path)) };
}

/** Whether it is a folder of sources; throws when there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw new SetupFailure(`There is nothing at ${path}.`, 'name a folder, or a package that ends with .xdc.');
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  if (!(await isFolder(path))) return new Uint8Array(await readFile(path));
  try {
    return await packProgram(path);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SetupFailure(`${basename(path)} does not build: ${message}`, 'fix what is named above.');
  }
}
