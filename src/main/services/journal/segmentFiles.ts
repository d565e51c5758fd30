import { close, fdatasync, fsync, ftruncate, open, read, write, writeSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import { syncDirectory } from '../files/files.ts';

/** What the journal needs of a file being written. A seam, so that a full or failing disk can be played in tests. */
export interface SegmentFiles {
  /** Creates a file that is not there yet, mode 0600, for reading and writing. */
  create(path: string): Promise<number>;
  /** Opens a file for reading and writing. */
  open(path: string): Promise<number>;
  /** Writes all of `bytes` at `position`. */
  write(descriptor: number, bytes: Uint8Array, position: number): Promise<void>;
  /** Reads until `bytes` is full or the file ends; answers how many came. */
  read(descriptor: number, bytes: Uint8Array, position: number): Promise<number>;
  /** Answers only when the file's data would outlive a power cut. */
  syncData(descriptor: number): Promise<void>;
  /** As {@link syncData}, for all of the file's attributes too. */
  syncAll(descriptor: number): Promise<void>;
  truncate(descriptor: number, length: number): Promise<void>;
  /** Gives a file another's name, in its place and at once; the other is gone. */
  rename(from: string, to: string): Promise<void>;
  /** Makes the names in a directory durable. */
  syncDirectory(directory: string): Promise<void>;
  close(descriptor: number): Promise<void>;
}

const openFile = promisify(open);
const syncDataOf = promisify(fdatasync);

/** Up to this size a write is done at once: it only copies into the system's cache, quicker than asking another thread. */
const WRITE_AT_ONCE_BYTES = 64 * 1024;

/** The real file system. Plain descriptors: a small durable append is one trip to the thread pool, for its sync. */
export const systemFiles: SegmentFiles = {
  create: (path) => openFile(path, 'wx+', 0o600),
  open: (path) => openFile(path, 'r+'),
  write: async (descriptor, bytes, position) => {
    let done = 0;
    if (bytes.length <= WRITE_AT_ONCE_BYTES) {
      while (done < bytes.length) done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    }
    while (done < bytes.length) done += await writeSome(descriptor, bytes.subarray(done), position + done);
  },
  read: async (descriptor, bytes, position) => {
    let done = 0;
    while (done < bytes.length) {
      const count = await readSome(descriptor, bytes.subarray(done), position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  },
  syncData: (descriptor) => syncDataOf(descriptor),
  syncAll: promisify(fsync),
  truncate: promisify(ftruncate),
  rename,
  syncDirectory,
  close: promisify(close),
};

function writeSome(descriptor: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, 0, bytes.length, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

function readSome(descriptor: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, bytes.length, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}
