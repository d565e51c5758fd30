/** Files of snapshots in the folder that the browser keeps for the app: apart from its databases, which may be damaged as one. */
import { SnapshotFault } from './snapshotFault.ts';

/** A folder of one account. What fails rejects. */
export interface SnapshotFiles {
  list(): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** There whole once it resolves; else not there. */
  write(name: string, parts: AsyncIterable<Uint8Array>): Promise<void>;
  /** Null where there is none. */
  read(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
}

/** The folder `snapshots/<folder>` below the browser's own. */
export function browserFiles(folder: string): SnapshotFiles {
  return folderFiles(async () => {
    const storage = (globalThis.navigator as Navigator | undefined)?.storage;
    if (typeof storage?.getDirectory !== 'function') throw noFiles();
    const all = await (await storage.getDirectory()).getDirectoryHandle('snapshots', { create: true });
    return all.getDirectoryHandle(folder, { create: true });
  });
}

/** Files in a folder that is opened when it is needed. */
export function folderFiles(open: () => Promise<FileSystemDirectoryHandle>): SnapshotFiles {
  return {
    list: async () => {
      const found: { name: string; bytes: number }[] = [];
      for await (const handle of (await open()).values())
        if (isFile(handle)) found.push({ name: handle.name, bytes: (await handle.getFile()).size });
      return found;
    },
    write: async (name, parts) => write(await open(), name, parts),
    read: async (name) => {
      try {
        return await (await (await open()).getFileHandle(name)).getFile();
      } catch (thrown) {
        if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return null;
        throw thrown;
      }
    },
    remove: async (name) => {
      try {
        await (await open()).removeEntry(name);
      } catch (thrown) {
        if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError')) throw thrown;
      }
    },
  };
}

/** What is written stands beside the file until it is closed, and takes its place then. */
async function write(folder: FileSystemDirectoryHandle, name: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  try {
    for await (const part of parts) await writable.write(Uint8Array.from(part));
    await writable.close();
  } catch (thrown) {
    await writable.abort().catch(() => undefined);
    await folder.removeEntry(name).catch(() => undefined);
    throw thrown;
  }
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

function noFiles(): SnapshotFault {
  return new SnapshotFault('snapshot-unsupported', 'this browser keeps no files');
}
