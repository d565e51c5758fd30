import { createHash } from 'node:crypto';
import {
  MAX_ICON_BYTES,
  MAX_ICON_SIDE,
  MAX_MANIFEST_BYTES,
  type PackageFacts,
  type PackageProblem,
} from '@shared/mini/package.ts';
import { MAX_SIGNATURE_BYTES, SIGNATURE_ENTRY, type SignedEntry } from '@shared/mini/packageSignature.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { checkSignature, contentsHash } from './authorSignature.ts';
import { EntryDamagedError, readEntry, readWholeEntry } from './entryContent.ts';
import { NO_MANIFEST, readManifest } from './manifest.ts';
import { type ZipEntry, readZipIndex } from './zipIndex.ts';

/** What a package's bytes tell, before it is known as which blob they are kept. */
export type PackageContents = Omit<PackageFacts, 'package'>;

/** A package every byte of which was looked through. */
export interface OpenedPackage {
  readonly contents: PackageContents;
  /** The file at a path (NFC, no slash in front); undefined when there is none. */
  find(path: string): ZipEntry | undefined;
}

/** Looks a package through, whole, by the rules of SPEC.md. Its memory is that of one piece beside the package itself. */
export async function openPackage(bytes: Uint8Array): Promise<Result<OpenedPackage, Failure<PackageProblem>>> {
  const index = readZipIndex(bytes);
  if (!index.ok) return index;
  const files = new Map(index.value.filter(({ isFolder }) => !isFolder).map((entry) => [entry.path, entry]));
  try {
    const signed = await hashFiles(index.value);
    const contents: PackageContents = {
      size: bytes.length,
      unpacked: index.value.reduce((sum, { size }) => sum + size, 0),
      entries: index.value.length,
      manifest: await manifestOf(files),
      icon: await iconOf(files),
      contents: contentsHash(signed).toString('base64url'),
      signature: await signatureOf(files, signed),
    };
    return ok({ contents, find: (path) => files.get(path) });
  } catch (cause) {
    if (cause instanceof EntryDamagedError) return fail('package-damaged', cause.message);
    throw cause;
  }
}

type Files = ReadonlyMap<string, ZipEntry>;

/** Reads every entry to its end, folders too: whatever comes to be served was checked before. */
async function hashFiles(entries: readonly ZipEntry[]): Promise<readonly SignedEntry[]> {
  const signed: SignedEntry[] = [];
  for (const entry of entries) {
    const hash = createHash('sha256');
    for await (const piece of readEntry(entry)) hash.update(piece);
    if (!entry.isFolder && entry.path !== SIGNATURE_ENTRY) signed.push({ path: entry.pathBytes, hash: hash.digest() });
  }
  return signed;
}

async function manifestOf(files: Files): Promise<PackageFacts['manifest']> {
  const entry = files.get('manifest.toml');
  const bytes = entry === undefined ? null : await readWholeEntry(entry, MAX_MANIFEST_BYTES);
  return bytes === null ? NO_MANIFEST : readManifest(bytes);
}

async function iconOf(files: Files): Promise<PackageFacts['icon']> {
  for (const name of ['icon.png', 'icon.jpg']) {
    const entry = files.get(name);
    const bytes = entry === undefined ? null : await readWholeEntry(entry, MAX_ICON_BYTES);
    const icon = bytes === null ? null : readIcon(bytes);
    if (icon !== null) return icon;
  }
  return null;
}

/** What the bytes are counts, not what the file is called; a picture that would be large when decoded is none. */
function readIcon(bytes: Uint8Array): PackageFacts['icon'] {
  const header = readPictureHeader(bytes);
  if (!header.ok) return null;
  const { type, width, height } = header.value;
  if (width > MAX_ICON_SIDE || height > MAX_ICON_SIDE) return null;
  return type === 'image/png' || type === 'image/jpeg' ? { type, bytes } : null;
}

async function signatureOf(files: Files, signed: readonly SignedEntry[]): Promise<PackageFacts['signature']> {
  const entry = files.get(SIGNATURE_ENTRY);
  const text = entry === undefined ? null : await readWholeEntry(entry, MAX_SIGNATURE_BYTES);
  return text === null ? null : checkSignature(text, signed);
}
