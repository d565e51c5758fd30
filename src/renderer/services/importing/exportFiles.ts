import { type Result, err, fail, ok } from '@shared/result.ts';
import type { ImportSource } from '@domain/importing/sources.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { ChosenExport } from '../workspace/importWorkspace.ts';
import type { WorkspaceError, WorkspaceErrorCode } from '../workspace/workspaceErrors.ts';
import { type ExportFile, openZip } from './zipFile.ts';

/** What was chosen, understood: the text of the talk, and all files by their paths. */
export interface OpenedExport {
  readonly source: ImportSource;
  readonly text: ExportFile;
  /** What its name says of the chat. */
  readonly name: string;
  /** Files beside the text. */
  readonly files: number;
  /** The file that a message names; null where it is not there. */
  readonly find: (path: string) => ExportFile | null;
}

/** Largest text, bytes. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024 * 1024;
const PROBLEMS: Readonly<Record<string, WorkspaceErrorCode>> = {
  'archive-damaged': 'import-damaged',
  'archive-too-large': 'import-too-large',
  'archive-bomb': 'import-too-large',
};

/** Finds out what was chosen (IMP-1). Nothing but names is looked at, and where something begins. */
export async function openExport(chosen: readonly ChosenExport[]): Promise<Result<OpenedExport, WorkspaceError>> {
  const found = await filesOfChosen(chosen);
  if (!found.ok) return err(found.error);
  const files = found.value;
  const text = textIn(files);
  if (text === null) return fail('import-unknown', 'nothing in it that is known');
  if (text.file.size > MAX_TEXT_BYTES) return fail('import-too-large', 'more than 4 GiB of text');
  const beside = files.filter((file) => file !== text.file);
  const name = nameIn([lastPart(text.file.path), ...chosen.map(({ path }) => lastPart(path))]);
  return ok({ source: text.source, text: text.file, name, files: beside.length, find: finder(text.file.path, beside) });
}

/** Files that were chosen, and those in archives among them. */
export async function filesOfChosen(
  chosen: readonly ChosenExport[],
): Promise<Result<readonly ExportFile[], WorkspaceError>> {
  const files: ExportFile[] = [];
  for (const { path, file } of chosen) {
    if (!(await isZip(file))) {
      files.push({ path, size: file.size, source: () => file });
      continue;
    }
    const inside = await openZip(file);
    if (!inside.ok) return err({ code: PROBLEMS[inside.error.code] ?? 'internal', message: inside.error.message });
    files.push(...inside.value);
  }
  return ok(files);
}

async function isZip(file: BlobSource): Promise<boolean> {
  try {
    const [p, k] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    return p === 0x50 && k === 0x4b;
  } catch {
    return false;
  }
}

interface FoundText {
  readonly source: ImportSource;
  readonly file: ExportFile;
}

/** The text of the talk: what is called as apps call it, nearest to the root, else whatever could be one. */
function textIn(files: readonly ExportFile[]): FoundText | null {
  const nearest = files.toSorted((one, other) => depth(one) - depth(other));
  const known = nearest.find(({ path }) => /^(?:result\.json|_chat\.txt|.*whatsapp.*\.txt)$/iu.test(lastPart(path)));
  const file = known ?? nearest.find(({ path }) => /\.(?:txt|json)$/iu.test(path));
  if (file === undefined) return null;
  return { source: /\.json$/iu.test(file.path) ? 'telegram' : 'whatsapp', file };
}

function depth({ path }: ExportFile): number {
  return path.split('/').length;
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? '';
}

/** "WhatsApp Chat with Ana.txt", "WhatsApp Chat - Ana.zip", and what other languages say between. */
function nameIn(names: readonly string[]): string {
  for (const name of names) {
    const stem = name.replace(/\.[a-z]{3,4}$/iu, '');
    const said = /^.*whatsapp.*?(?: - | with | con | mit | avec | com | met | с | مع | の)\s*(.+)$/iu.exec(stem)?.[1];
    if (said !== undefined) return said.trim();
  }
  return '';
}

/** By the path beside the text, else by the name alone where only one file has it. */
function finder(text: string, files: readonly ExportFile[]): OpenedExport['find'] {
  const folder = text.includes('/') ? text.slice(0, text.lastIndexOf('/') + 1) : '';
  const byPath = new Map(files.map((file) => [keyOf(file.path), file]));
  const byName = new Map<string, ExportFile | null>();
  for (const file of files) {
    const name = keyOf(lastPart(file.path));
    byName.set(name, byName.has(name) ? null : file);
  }
  return (path) => byPath.get(keyOf(folder + path)) ?? byName.get(keyOf(lastPart(path))) ?? null;
}

/** Archivers write letters with accents in either form. */
function keyOf(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/');
}
