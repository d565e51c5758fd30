import { type FileHandle, copyFile, open } from 'node:fs/promises';
import { MAX_BODY, RECORD_HEAD, type StoreRecord, bodyLength, readRecord } from './records.ts';

/** An open file of records. What was appended is durable when that resolves. Throws what the system says. */
export class BundleFile {
  private readonly handle: FileHandle;
  private end: number;
  private reading = 0;
  private isRetired = false;

  constructor(handle: FileHandle, end: number) {
    this.handle = handle;
    this.end = end;
  }

  get size(): number {
    return this.end;
  }

  /** Appends records, one call at a time. Resolves to where each begins. What fails leaves the file as it was, or a tail that is cut off at the next start. */
  async append(records: readonly Buffer[]): Promise<readonly number[]> {
    const offsets: number[] = [];
    let end = this.end;
    for (const record of records) {
      offsets.push(end);
      end += record.length;
    }
    const bytes = Buffer.concat(records);
    for (let written = 0; written < bytes.length;) {
      const rest = bytes.length - written;
      written += (await this.handle.write(bytes, written, rest, this.end + written)).bytesWritten;
    }
    await this.handle.datasync();
    this.end = end;
    return offsets;
  }

  /** Reads bytes of a record that was appended. */
  async read(offset: number, length: number): Promise<Buffer> {
    this.reading += 1;
    try {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await this.handle.read(bytes, 0, length, offset);
      if (bytesRead < length) throw new Error('the file is shorter than it was');
      return bytes;
    } finally {
      this.reading -= 1;
      if (this.isRetired && this.reading === 0) await this.handle.close();
    }
  }

  /** Closes the file once nobody reads it any more. */
  async retire(): Promise<void> {
    this.isRetired = true;
    if (this.reading === 0) await this.handle.close();
  }
}

/** A record and where it begins. */
export interface PlacedRecord {
  readonly at: number;
  readonly record: StoreRecord;
}

/** What was found in a file when it was opened. */
export interface FoundRecords {
  readonly file: BundleFile;
  readonly records: readonly PlacedRecord[];
  /** Records that cannot be read, and bytes at the end that are none and were cut off. */
  readonly damaged: number;
  readonly cut: number;
}

/** Opens a file, made where there is none, and reads what is in it: a damaged record hides only itself, a torn end is cut off. */
export async function openBundleFile(path: string): Promise<FoundRecords> {
  const handle = await open(path, 'a+', 0o600).then(async (made) => {
    await made.close();
    return open(path, 'r+');
  });
  try {
    const { size } = await handle.stat();
    const records: PlacedRecord[] = [];
    const head = Buffer.alloc(RECORD_HEAD);
    const room = Buffer.alloc(MAX_BODY);
    let at = 0;
    let damaged = 0;
    for (;;) {
      await handle.read(head, 0, RECORD_HEAD, at);
      const length = at + RECORD_HEAD <= size ? bodyLength(head) : null;
      if (length === null || at + RECORD_HEAD + length > size) break;
      await handle.read(room, 0, length, at + RECORD_HEAD);
      const record = readRecord(head, room.subarray(0, length));
      if (record === null) damaged += 1;
      else records.push({ at, record });
      at += RECORD_HEAD + length;
    }
    if (at < size) {
      // More than one record: no torn end, but a damaged length, behind which there may be what can be saved by hand.
      if (size - at > RECORD_HEAD + MAX_BODY) await copyFile(path, `${path}.damaged`);
      await handle.truncate(at);
      await handle.sync();
    }
    return { file: new BundleFile(handle, at), records, damaged, cut: size - at };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}
