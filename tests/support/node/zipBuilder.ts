/** Makes ZIP archives byte by byte, good ones and broken ones: each record can be made to say anything. */
import { crc32, deflateRawSync } from 'node:zlib';

/** What local header and central record say of one entry. What is left out is made of the content. */
export interface ZipFields {
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
  readonly packed?: number;
  readonly size?: number;
  readonly path?: string | Uint8Array;
  readonly extra?: Uint8Array;
}

/** One entry. */
export interface ZipPart extends ZipFields {
  readonly path: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly isDeflated?: boolean;
  /** The packed bytes, when they are not to be made of the content. */
  readonly data?: Uint8Array;
  readonly attributes?: number;
  readonly offset?: number;
  /** Unlike what the central directory says. */
  readonly local?: ZipFields;
  /** Bytes between the data and the next header. */
  readonly after?: Uint8Array;
  readonly disk?: number;
}

/** What surrounds the entries. */
export interface ZipFrame {
  readonly before?: Uint8Array;
  /** Between the entries and the central directory. */
  readonly gap?: Uint8Array;
  readonly behindDirectory?: Uint8Array;
  readonly behind?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly count?: number;
  readonly disk?: number;
  readonly start?: number;
  /** Of the central directory. */
  readonly length?: number;
}

/** Unix mode as external attributes. */
export const unixMode = (mode: number): number => (mode << 16) >>> 0;

/** Bytes of a text. */
export const utf8 = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new Uint8Array(Buffer.from(text)) : text;

function ordinaryMode(path: Uint8Array): number {
  return unixMode(path.at(-1) === 0x2f ? 0o040_755 : 0o100_644);
}

function numbers(...fields: readonly (readonly [2 | 4, number])[]): Buffer {
  return Buffer.concat(
    fields.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      if (width === 2) bytes.writeUInt16LE(value & 0xffff);
      else bytes.writeUInt32LE(value >>> 0);
      return bytes;
    }),
  );
}

/** The record that may follow an entry's data. */
export function descriptor(
  { checksum, packed, size }: { readonly checksum: number; readonly packed: number; readonly size: number },
  isMarked = true,
): Uint8Array {
  const mark: readonly (readonly [4, number])[] = isMarked ? [[4, 0x0807_4b50]] : [];
  return numbers(...mark, [4, checksum], [4, packed], [4, size]);
}

/** What an honest packer knows of an entry. */
export function factsOf(part: ZipPart) {
  const content = utf8(part.content ?? '');
  const data = part.data ?? (part.isDeflated === true ? deflateRawSync(content) : content);
  return { data, checksum: crc32(content), packed: data.length, size: content.length };
}

function head(part: ZipPart, fields: ZipFields) {
  const facts = factsOf(part);
  return {
    flags: fields.flags ?? 0x0800,
    method: fields.method ?? (part.isDeflated === true ? 8 : 0),
    checksum: fields.checksum ?? facts.checksum,
    packed: fields.packed ?? facts.packed,
    size: fields.size ?? facts.size,
    path: utf8(fields.path ?? part.path),
    extra: fields.extra ?? new Uint8Array(),
  };
}

function localHeader(part: ZipPart): Buffer {
  const said = head(part, { ...part, ...part.local });
  return Buffer.concat([
    numbers([4, 0x0403_4b50], [2, 20], [2, said.flags], [2, said.method], [4, 0x5a21_0000]),
    numbers([4, said.checksum], [4, said.packed], [4, said.size], [2, said.path.length], [2, said.extra.length]),
    said.path,
    said.extra,
  ]);
}

function centralRecord(part: ZipPart, offset: number): Buffer {
  const said = head(part, part);
  return Buffer.concat([
    numbers([4, 0x0201_4b50], [2, 0x031e], [2, 20], [2, said.flags], [2, said.method], [4, 0x5a21_0000]),
    numbers([4, said.checksum], [4, said.packed], [4, said.size], [2, said.path.length], [2, said.extra.length]),
    numbers([2, 0], [2, part.disk ?? 0], [2, 0], [4, part.attributes ?? ordinaryMode(said.path)]),
    numbers([4, part.offset ?? offset]),
    said.path,
    said.extra,
  ]);
}

/** Packs the parts. Without anything but paths and contents the archive is a good one. */
export function makeZip(parts: readonly ZipPart[], frame: ZipFrame = {}): Uint8Array<ArrayBuffer> {
  const before = frame.before ?? new Uint8Array();
  const pieces: Uint8Array[] = [before];
  const records: Buffer[] = [];
  let at = before.length;
  for (const part of parts) {
    const entry = Buffer.concat([localHeader(part), factsOf(part).data, part.after ?? new Uint8Array()]);
    records.push(centralRecord(part, at));
    pieces.push(entry);
    at += entry.length;
  }
  const { gap = NONE, behindDirectory = NONE, behind = NONE } = frame;
  const directory = Buffer.concat([...records, behindDirectory]);
  const end = endRecord(frame, { count: parts.length, length: directory.length, start: at + gap.length });
  return new Uint8Array(Buffer.concat([...pieces, gap, directory, end, behind]));
}

const NONE = new Uint8Array();

function endRecord(
  { comment = NONE, count, disk = 0, start, length }: ZipFrame,
  facts: { readonly count: number; readonly length: number; readonly start: number },
): Buffer {
  const entries = count ?? facts.count;
  const before = numbers(
    [4, 0x0605_4b50],
    [2, disk],
    [2, disk],
    [2, entries],
    [2, entries],
    [4, length ?? facts.length],
  );
  return Buffer.concat([before, numbers([4, start ?? facts.start], [2, comment.length]), comment]);
}

/** A package with an `index.html` and the given other files. */
export function makePackage(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  more: readonly ZipPart[] = [],
): Uint8Array<ArrayBuffer> {
  const all: Record<string, string | Uint8Array> = { 'index.html': '<!doctype html><title>x</title>', ...files };
  return makeZip([...Object.entries(all).map(([path, content]) => ({ path, content, isDeflated: true })), ...more]);
}
