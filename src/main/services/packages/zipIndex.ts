import {
  MAX_PACKAGE_BYTES,
  MAX_PACKAGE_ENTRIES,
  MAX_PACKAGE_RATIO,
  MAX_UNPACKED_BYTES,
  type PackageProblem,
} from '@shared/mini/package.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { isAnyFolder, pathKey, readEntryPath } from './entryPath.ts';
import {
  type CentralRecord,
  type Descriptor,
  type EndRecord,
  type EntryHead,
  ZipBytes,
  readCentral,
  readDescriptor,
  readEnd,
  readExtra,
  readLocal,
} from './zipRecords.ts';

/** One entry of a package whose records agree with one another. Its content is not looked at yet. */
export interface ZipEntry {
  /** NFC; a folder's ends with a slash. */
  readonly path: string;
  /** As packed. */
  readonly pathBytes: Uint8Array;
  readonly isFolder: boolean;
  readonly isDeflated: boolean;
  /** Bytes unpacked. */
  readonly size: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

type Problem = Failure<PackageProblem>;
type Checked<T> = Result<T, Problem>;

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const HAS_DESCRIPTOR = 0x0008;
/** Two bits of how hard Deflate tried, the descriptor, and UTF-8. */
const KNOWN_FLAGS = 0x0006 | HAS_DESCRIPTOR | 0x0800;
const STORED = 0;
const DEFLATED = 8;
const REGULAR_FILE = 0x8000;
const FOLDER = 0x4000;
const SLASH = 0x2f;
/** Below this a file may be packed as tightly as it will. */
const RATIO_FROM = 64 * 1024;

/**
 * Reads the entries of a package (PKG-1 to PKG-9): every byte of it belongs to exactly one record or one entry's data, what local
 * headers say is what the central directory says, and no path can mean two things.
 */
export function readZipIndex(bytes: Uint8Array): Checked<readonly ZipEntry[]> {
  if (bytes.length > MAX_PACKAGE_BYTES) return fail('package-too-large', 'more bytes than a package may have');
  const zip = new ZipBytes(bytes);
  const end = readEnd(zip);
  if (end === null) return fail('package-not-zip', 'no end record');
  if (end === 'foreign') return damaged('an end record of a kind no package needs');
  if (end.entries > MAX_PACKAGE_ENTRIES) return fail('package-too-many', 'more entries than a package may have');
  const records = readDirectory(zip, end);
  if (!records.ok) return records;
  const entries = readExtents(zip, records.value, end.start);
  if (!entries.ok) return entries;
  return checkTogether(entries.value);
}

function readDirectory(zip: ZipBytes, { entries, start, end }: EndRecord): Checked<readonly CentralRecord[]> {
  const records: CentralRecord[] = [];
  let at = start;
  while (records.length < entries) {
    const record = readCentral(zip, at, end);
    if (record === null) return damaged('a central directory that is cut short');
    const checked = checkRecord(record);
    if (!checked.ok) return checked;
    records.push(record);
    at = record.next;
  }
  return at === end ? ok(records) : damaged('bytes behind the central directory');
}

function checkRecord(record: CentralRecord): Checked<void> {
  const { flags, method, disk } = record;
  const extra = readExtra(record.extra);
  if ((flags & ENCRYPTED) !== 0 || extra === 'encrypted') return fail('package-encrypted', 'an encrypted entry');
  if (method !== STORED && method !== DEFLATED) return fail('package-compression', `method ${method}`);
  if (extra === 'foreign' || (flags & ~KNOWN_FLAGS) !== 0 || disk !== 0)
    return damaged('an entry of a kind no package needs');
  return checkShape(record);
}

function checkShape({ packed, size, attributes, path }: CentralRecord): Checked<void> {
  if (size > RATIO_FROM && size > packed * MAX_PACKAGE_RATIO)
    return fail('package-bomb', 'an entry much larger than packed');
  const isFolder = path.at(-1) === SLASH;
  if (isFolder && size !== 0) return damaged('a folder with content');
  const kind = (attributes >>> 16) & 0xf000;
  const isOrdinary = kind === 0 || kind === (isFolder ? FOLDER : REGULAR_FILE);
  return isOrdinary ? ok() : fail('package-link', 'a link or device');
}

/** Local headers, data and descriptors of all entries, one behind the other, fill the file up to the directory. */
function readExtents(zip: ZipBytes, records: readonly CentralRecord[], end: number): Checked<readonly ZipEntry[]> {
  const inPlace = records.toSorted((left, right) => left.offset - right.offset);
  if ((inPlace[0]?.offset ?? end) !== 0) return damaged('bytes before the first entry');
  const entries: ZipEntry[] = [];
  for (const [index, record] of inPlace.entries()) {
    const entry = readEntry(zip, record, inPlace[index + 1]?.offset ?? end);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

/** The entry whose local header, data and descriptor lie between the record's offset and `end`. */
function readEntry(zip: ZipBytes, record: CentralRecord, end: number): Checked<ZipEntry> {
  const local = readLocal(zip, record.offset, end);
  if (local === null || !isSame(local, record))
    return damaged('a local header that is not there, or says something else');
  const dataEnd = local.next + record.packed;
  if (!isSized(local, record) || !isFollowed(zip, record, { dataEnd, end })) return damaged('sizes that do not agree');
  const path = readEntryPath(record.path);
  if (!path.ok) return path;
  return ok({
    path: path.value,
    pathBytes: record.path,
    isFolder: path.value.endsWith('/'),
    isDeflated: record.method === DEFLATED,
    size: record.size,
    checksum: record.checksum,
    data: zip.part(local.next, record.packed),
  });
}

function isSame(local: EntryHead, { flags, method, path }: CentralRecord): boolean {
  const isAlike = local.flags === flags && local.method === method && Buffer.compare(local.path, path) === 0;
  return isAlike && readExtra(local.extra) === 'plain';
}

/** A header that came before its data may have a zero where it could not know yet; otherwise it says what the directory says. */
function isSized(local: Descriptor, record: CentralRecord): boolean {
  const isLater = (record.flags & HAS_DESCRIPTOR) !== 0;
  const says = (field: keyof Descriptor) => local[field] === record[field] || (isLater && local[field] === 0);
  return says('checksum') && says('packed') && says('size');
}

function isFollowed(
  zip: ZipBytes,
  record: CentralRecord,
  { dataEnd, end }: { readonly dataEnd: number; readonly end: number },
): boolean {
  if ((record.flags & HAS_DESCRIPTOR) === 0) return dataEnd === end;
  const descriptor = readDescriptor(zip, dataEnd, end - dataEnd);
  return descriptor !== null && isAgreed(descriptor, record);
}

function isAgreed(said: Descriptor, { checksum, packed, size }: CentralRecord): boolean {
  return said.checksum === checksum && said.packed === packed && said.size === size;
}

function checkTogether(entries: readonly ZipEntry[]): Checked<readonly ZipEntry[]> {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_UNPACKED_BYTES) return fail('package-unpacked-too-large', 'more bytes than a package may unpack to');
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const { path, isFolder } of entries) {
    const key = pathKey(isFolder ? path.slice(0, -1) : path);
    const known = isFolder ? folders : files;
    if (known.has(key)) return fail('package-duplicate', 'one path twice');
    known.add(key);
  }
  // A folder's with its slash: it is a path in itself.
  const sorted = [...files, ...[...folders].map((key) => `${key}/`)].toSorted();
  if (isAnyFolder(files, sorted)) return fail('package-duplicate', 'a file that is a folder, too');
  return entries.some(({ path }) => path === 'index.html')
    ? ok(entries)
    : fail('package-no-index', 'no index.html at the root');
}

function damaged(message: string): Result<never, Failure<'package-damaged'>> {
  return fail('package-damaged', message);
}
