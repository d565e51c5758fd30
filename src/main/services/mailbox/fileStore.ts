import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Result, fail, ok } from '@shared/result.ts';
import { makePrivateDirectory, syncDirectory, systemCode } from '../files/files.ts';
import { type BundleFile, type PlacedRecord, openBundleFile } from './bundleFile.ts';
import { Coming } from './coming.ts';
import {
  type Deposit,
  type DepositFailure,
  type KeptPage,
  type MailboxStore,
  type StorageFailed,
  type StoreFigures,
  type StoreLimits,
  defaultStoreLimits,
} from './mailboxStore.ts';
import { PUT_OFFSET, writeGone, writePut, writeSecret } from './records.ts';
import { type Entry, Shelf } from './shelf.ts';

const FILE_NAME = 'mailbox.log';
/** Files with less that is superfluous are left as they are, bytes. */
const LEAST_WASTE = 4 * 1024 * 1024;
/** How often what is over is let go of, ms. */
const EXPIRE_EVERY = 10 * 60_000;
/** Ids in one record. */
const GONE_AT_ONCE = 4096;

/** How a file store is opened. */
export interface FileStoreOptions {
  /** A folder of its own, which one process uses at a time (see `claimInstance`). */
  readonly directory: string;
  readonly limits?: Partial<StoreLimits>;
  readonly now?: () => number;
  /** Tells an operator what went wrong with the file. */
  readonly report?: (line: string) => void;
}

/** How long after making the file anew did not work it is tried again, ms. */
const COMPACT_AGAIN = 10 * 60_000;
/** Bytes that are copied in one go. */
const COPIED_AT_ONCE = 1024 * 1024;

interface Waiting {
  readonly record: Buffer;
  /** Called with where the record begins, before anybody else learns that it is durable. */
  readonly written: (at: number) => void;
  readonly settle: (outcome: Result<void, StorageFailed>) => void;
}

/** Keeps bundles in one append-only file. What waits to be written is written together and shares one sync. */
export class FileStore implements MailboxStore {
  private readonly options: FileStoreOptions;
  private readonly limits: StoreLimits;
  private readonly shelf = new Shelf();
  private readonly now: () => number;
  /** Being written: by mailbox and hash, so that one bundle that comes twice is written once. */
  private readonly coming = new Map<string, Promise<Result<number, DepositFailure>>>();
  private readonly taking = new Coming();
  private waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;
  private file: BundleFile;
  private known: Uint8Array | null = null;
  private nextId = 1;
  private isClosed = false;
  private tellGone: (ids: readonly number[]) => void = () => undefined;
  private compactAfter = 0;
  private readonly expiring: NodeJS.Timeout;

  private constructor(options: FileStoreOptions, file: BundleFile, records: readonly PlacedRecord[]) {
    this.options = options;
    this.limits = { ...defaultStoreLimits, ...options.limits };
    this.now = options.now ?? Date.now;
    this.file = file;
    for (const placed of records) this.replay(placed);
    this.expiring = setInterval(() => void this.expire(), EXPIRE_EVERY);
    this.expiring.unref();
  }

  /** Opens the file of a folder. Rejects when that can't be done. */
  static async open(options: FileStoreOptions): Promise<FileStore> {
    await makePrivateDirectory(options.directory);
    const { file, records, damaged, cut } = await openBundleFile(join(options.directory, FILE_NAME));
    await syncDirectory(options.directory);
    if (damaged + cut > 0) options.report?.(`mailbox: ${damaged} damaged records, ${cut} bytes cut off the end`);
    return new FileStore(options, file, records);
  }

  get capacity(): number {
    return this.limits.bytes;
  }

  put(deposit: Deposit): Promise<Result<number, DepositFailure>> {
    const { box } = deposit;
    const hash = Buffer.from(deposit.hash).toString('base64url');
    const known = this.shelf.find(box, hash);
    if (known !== null) return Promise.resolve(ok(known.id));
    const name = box + hash;
    const under = this.coming.get(name);
    if (under !== undefined) return under;
    const full = this.whyFull(deposit);
    if (full !== null) return Promise.resolve(full);
    const kept = this.keep(deposit, hash).finally(() => this.coming.delete(name));
    this.coming.set(name, kept);
    return kept;
  }

  async list(boxes: readonly string[], after: number, bytes: number): Promise<Result<KeptPage, StorageFailed>> {
    const found = this.shelf.after(boxes, after, this.now());
    let size = 0;
    const entries = found.filter(({ length }, place) => (size += length) <= bytes || place === 0);
    const { file } = this;
    try {
      const read = ({ box, id, offset, length }: Entry) =>
        file.read(offset, length).then((all) => ({ box, id, bytes: all }));
      return ok({ bundles: await Promise.all(entries.map(read)), more: entries.length < found.length });
    } catch (cause) {
      return this.failed('read', cause);
    }
  }

  async remove(box: string, ids: readonly number[]): Promise<Result<void, StorageFailed>> {
    return this.drop(ids.filter((id) => this.shelf.has(box, id)));
  }

  async secret(): Promise<Result<Uint8Array, StorageFailed>> {
    if (this.known !== null) return ok(this.known);
    const made = new Uint8Array(randomBytes(32));
    this.known = made;
    const written = await this.append(writeSecret(made), () => undefined);
    if (written.ok) return ok(made);
    this.known = null;
    return written;
  }

  watchGone(listener: (ids: readonly number[]) => void): void {
    this.tellGone = listener;
  }

  figures(): Promise<StoreFigures> {
    return Promise.resolve({ bundles: this.shelf.count, bytes: this.shelf.bytes });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.expiring);
    while (this.writing !== null) await this.writing;
    await this.file.retire();
  }

  /** Lets go of what is over. */
  async expire(): Promise<void> {
    if (!this.isClosed) await this.drop(this.shelf.expired(this.now()));
  }

  private replay({ at, record }: PlacedRecord): void {
    if (record.kind === 'secret') this.known = record.secret;
    else if (record.kind === 'gone')
      for (const id of record.ids) {
        this.shelf.remove(id);
        this.nextId = Math.max(this.nextId, id + 1);
      }
    else {
      const { id, box, until, hash, length } = record;
      this.shelf.add({ id, box, until, hash, length, offset: at + record.offset });
      this.nextId = Math.max(this.nextId, id + 1);
    }
  }

  private whyFull({ box, bytes }: Deposit): Result<never, DepositFailure> | null {
    const [kept, coming] = [this.shelf.fillOf(box), this.taking.to(box)];
    const [bundles, inBox] = [kept.bundles + coming.bundles, kept.bytes + coming.bytes];
    if (bundles >= this.limits.bundlesPerBox || inBox + bytes.length > this.limits.bytesPerBox)
      return fail('mailbox-full', `${bundles} bundles, ${inBox} bytes`);
    const inAll = this.shelf.bytes + this.taking.bytes + PUT_OFFSET + bytes.length;
    return inAll > this.limits.bytes ? fail('service-full', `${this.shelf.bytes} bytes`) : null;
  }

  private async keep({ box, bytes, hash, until }: Deposit, named: string): Promise<Result<number, DepositFailure>> {
    const id = this.nextId;
    this.nextId += 1;
    this.taking.count(box, bytes.length, 1);
    const written = await this.append(writePut({ id, until, box, hash, bytes }), (at) =>
      this.shelf.add({ id, box, until, hash: named, offset: at + PUT_OFFSET, length: bytes.length }),
    );
    this.taking.count(box, bytes.length, -1);
    return written.ok ? ok(id) : written;
  }

  private async drop(ids: readonly number[]): Promise<Result<void, StorageFailed>> {
    for (let from = 0; from < ids.length; from += GONE_AT_ONCE) {
      const part = ids.slice(from, from + GONE_AT_ONCE);
      const written = await this.append(writeGone(part), () => {
        for (const id of part) this.shelf.remove(id);
        this.tellGone(part);
      });
      if (!written.ok) return written;
    }
    return ok();
  }

  private append(record: Buffer, written: Waiting['written']): Promise<Result<void, StorageFailed>> {
    if (this.isClosed) return Promise.resolve(fail('storage-failed', 'closed'));
    return new Promise((settle) => {
      this.waiting.push({ record, written, settle });
      this.writing ??= this.write();
    });
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.writeBatch(batch);
      if (this.waiting.length === 0 && this.isWasteful) await this.compact();
    }
    // In one step with having seen that nothing waits: what comes from now on begins anew.
    this.writing = null;
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const offsets = await this.file.append(batch.map(({ record }) => record));
      for (const [place, { written }] of batch.entries()) written(offsets[place] ?? 0);
      for (const { settle } of batch) settle(ok());
    } catch (cause) {
      const failure = this.failed('write', cause);
      for (const { settle } of batch) settle(failure);
    }
  }

  private get isWasteful(): boolean {
    const waste = this.file.size - this.shelf.bytes;
    return waste > LEAST_WASTE && waste > this.shelf.bytes && this.now() >= this.compactAfter;
  }

  /** Writes what is still kept into a new file, which then takes the place of the old one: after a crash either is there, whole. */
  private async compact(): Promise<void> {
    const path = join(this.options.directory, FILE_NAME);
    const temporary = `${path}.new`;
    const before = this.file;
    try {
      await rm(temporary, { force: true });
      const { file } = await openBundleFile(temporary);
      // The last id is among what is gone, so that none is given twice.
      await file.append([...(this.known === null ? [] : [writeSecret(this.known)]), writeGone([this.nextId - 1])]);
      const moved: Entry[] = [];
      for (const part of this.parts()) moved.push(...(await copyEntries(part, before, file)));
      await rename(temporary, path);
      await syncDirectory(dirname(path));
      this.file = file;
      for (const entry of moved) this.shelf.move(entry);
      await before.retire();
    } catch (cause) {
      this.compactAfter = this.now() + COMPACT_AGAIN;
      this.failed('compact', cause);
    }
  }

  /** What is kept, a little at a time. */
  private *parts(): Generator<readonly Entry[]> {
    let part: Entry[] = [];
    let bytes = 0;
    for (const entry of this.shelf.all()) {
      part.push(entry);
      bytes += entry.length;
      if (bytes < COPIED_AT_ONCE) continue;
      yield part;
      part = [];
      bytes = 0;
    }
    yield part;
  }

  private failed(step: string, cause: unknown): Result<never, StorageFailed> {
    const message = `${step}: ${systemCode(cause)}`;
    this.options.report?.(`mailbox: ${message}`);
    return fail('storage-failed', message);
  }
}

/** Copies bundles from file to file; they are as they were, but for where they are. */
async function copyEntries(entries: readonly Entry[], from: BundleFile, to: BundleFile): Promise<readonly Entry[]> {
  const bytes = await Promise.all(entries.map(({ offset, length }) => from.read(offset, length)));
  const records = entries.map((entry, place) =>
    writePut({ ...entry, hash: Buffer.from(entry.hash, 'base64url'), bytes: bytes[place] ?? new Uint8Array() }),
  );
  const places = records.length === 0 ? [] : await to.append(records);
  return entries.map((entry, place) => ({ ...entry, offset: (places[place] ?? 0) + PUT_OFFSET }));
}
