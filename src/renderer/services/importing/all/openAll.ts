import * as v from 'valibot';
import { type Result, err, fail, ok } from '@shared/result.ts';
import {
  ALL_FORMAT,
  type DataKind,
  MANIFEST_PATH,
  MAX_MANIFEST_BYTES,
  type Manifest,
  dataKinds,
  dataPath,
  manifestSchema,
} from '@domain/exporting/all/form.ts';
import { StreamHash } from '@domain/exporting/all/streamHash.ts';
import type { ChosenExport } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { filesOfChosen } from '../exportFiles.ts';
import { piecesOf } from '../pieces.ts';
import type { ExportFile } from '../zipFile.ts';

/** An export of everything, looked at: nothing of it is believed but what fits its manifest. */
export interface OpenedAll {
  readonly manifest: Manifest;
  /** Files of data that are as the manifest says. */
  readonly data: ReadonlyMap<DataKind, ExportFile>;
  /** Files of data that are not there, damaged, or were changed since. */
  readonly broken: readonly string[];
  /** A file by its path in the export; null where it is not there. */
  readonly find: (path: string) => ExportFile | null;
}

/** What is told while it is looked through: bytes of how many. Resolves to false where the person gave up. */
export type OnBytes = (done: number, total: number) => Promise<boolean>;

/** Opens what was chosen: `import-unknown` where it is no export of everything, `import-newer` where a later version made it (IMA-1). */
export async function openAll(
  chosen: readonly ChosenExport[],
  onBytes: OnBytes,
  kinds: readonly DataKind[] = dataKinds,
): Promise<Result<OpenedAll, WorkspaceError>> {
  const files = await filesOfChosen(chosen);
  if (!files.ok) return err(files.error);
  const named = files.value
    .filter(({ path }) => path === MANIFEST_PATH || path.endsWith(`/${MANIFEST_PATH}`))
    .toSorted((one, other) => one.path.length - other.path.length)[0];
  if (named === undefined) return fail('import-unknown', 'no manifest in it');
  const manifest = await readManifest(named);
  if (!manifest.ok) return manifest;
  const folder = named.path.slice(0, -MANIFEST_PATH.length);
  const byPath = new Map(files.value.map((file) => [file.path, file]));
  const find = (path: string) => byPath.get(folder + path) ?? null;
  const checked = await checkData({ manifest: manifest.value, find, kinds }, onBytes);
  return checked === null
    ? fail('upload-cancelled', 'the person gave up')
    : ok({ manifest: manifest.value, find, ...checked });
}

async function readManifest(file: ExportFile): Promise<Result<Manifest, WorkspaceError>> {
  if (file.size > MAX_MANIFEST_BYTES) return fail('import-too-large', 'a manifest without an end');
  const source = file.source();
  try {
    const bytes = await source.slice(0, file.size).arrayBuffer();
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const read = v.safeParse(manifestSchema, value);
    if (read.success) return ok(read.output);
    const isOurs = v.is(v.looseObject({ format: v.literal(ALL_FORMAT.format), version: v.number() }), value);
    const isNewer = v.is(v.looseObject({ version: v.pipe(v.number(), v.minValue(ALL_FORMAT.version + 1)) }), value);
    if (isOurs && isNewer) return fail('import-newer', 'made by a later version');
    return fail(isOurs ? 'import-damaged' : 'import-unknown', 'no manifest of an export of everything');
  } catch {
    return fail('import-damaged', 'its manifest cannot be read');
  } finally {
    await source.close?.();
  }
}

/** Null where the person gave up. */
async function checkData(
  {
    manifest,
    find,
    kinds,
  }: { readonly manifest: Manifest; readonly find: OpenedAll['find']; readonly kinds: readonly DataKind[] },
  onBytes: OnBytes,
): Promise<Pick<OpenedAll, 'data' | 'broken'> | null> {
  const said = new Map(manifest.files.map((file) => [file.path, file]));
  const total = kinds.reduce((sum, kind) => sum + (find(dataPath(kind))?.size ?? 0), 0);
  const data = new Map<DataKind, ExportFile>();
  const broken: string[] = [];
  let done = 0;
  for (const kind of kinds) {
    const path = dataPath(kind);
    const file = find(path);
    const is = file === null ? null : await isSaid(file, said.get(path), (bytes) => onBytes(done + bytes, total));
    if (is === 'stopped') return null;
    done += file?.size ?? 0;
    if (file !== null && is === true) data.set(kind, file);
    else broken.push(path);
  }
  return { data, broken };
}

/** Whether a file is as the manifest says. */
async function isSaid(
  file: ExportFile,
  said: Manifest['files'][number] | undefined,
  onBytes: (bytes: number) => Promise<boolean>,
): Promise<boolean | 'stopped'> {
  if (file.size !== said?.bytes) return false;
  const hex = await hashOf(file, onBytes);
  return hex === 'stopped' ? hex : hex === said.sha256;
}

/** Null where it cannot be read to its end. */
async function hashOf(file: ExportFile, onBytes: (bytes: number) => Promise<boolean>): Promise<string | null> {
  const hash = new StreamHash();
  const source = file.source();
  try {
    for await (const piece of piecesOf(source)) {
      hash.take(piece);
      if (!(await onBytes(hash.bytes))) return 'stopped';
    }
    return hash.hex();
  } catch {
    return null;
  } finally {
    await source.close?.();
  }
}
