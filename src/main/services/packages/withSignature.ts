import { crc32 } from 'node:zlib';
import type { PackageProblem } from '@shared/mini/package.ts';
import { SIGNATURE_ENTRY } from '@shared/mini/packageSignature.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type OpenedPackage, openPackage } from './openPackage.ts';
import { ZipBytes, readCentral, readEnd } from './zipRecords.ts';

/** A package with a signature in it, looked through like any other. */
export interface SignedPackage {
  readonly bytes: Uint8Array;
  readonly opened: OpenedPackage;
}

const OFFSET_AT = 42;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the first day a ZIP can name: when it was signed is no part of it. */
const DAY = 0x21;
/** A plain file, readable by everyone. */
const MODE = (0o100644 << 16) >>> 0;
const UNIX = 3 << 8;

/**
 * Puts the text of a signature into a package, in place of one that is there (PKG-19). Every other entry stays as it is packed, byte by
 * byte. Fails when the package is none, or is none any more with the signature in it.
 */
export async function withSignature(
  bytes: Uint8Array,
  text: string,
): Promise<Result<SignedPackage, Failure<PackageProblem>>> {
  const before = await openPackage(bytes);
  if (!before.ok) return before;
  const signed = replaceEntry(bytes, Buffer.from(text));
  if (signed === null) return fail('package-damaged', 'no directory');
  const opened = await openPackage(signed);
  return opened.ok ? ok({ bytes: signed, opened: opened.value }) : opened;
}

interface Placed {
  /** Where header, data and descriptor begin. */
  readonly offset: number;
  readonly isSignature: boolean;
  /** Its line of the directory, as it stands. */
  readonly line: Uint8Array;
}

/** Of a package that was looked through: its entries fill it up to the directory (PKG-3). */
function replaceEntry(bytes: Uint8Array, content: Buffer): Uint8Array | null {
  const zip = new ZipBytes(bytes);
  const end = readEnd(zip);
  if (end === null || end === 'foreign') return null;
  const placed = readPlaced(zip, end);
  const bodies: Uint8Array[] = [];
  const lines: Uint8Array[] = [];
  let length = 0;
  for (const [index, { offset, isSignature, line }] of placed.entries()) {
    if (isSignature) continue;
    const body = zip.part(offset, (placed[index + 1]?.offset ?? end.start) - offset);
    lines.push(movedTo(line, length));
    bodies.push(body);
    length += body.length;
  }
  const added = entryOf(content, length);
  const directory = Buffer.concat([...lines, added.line]);
  const start = length + added.body.length;
  return new Uint8Array(
    Buffer.concat([...bodies, added.body, directory, endOf(lines.length + 1, directory.length, start)]),
  );
}

function readPlaced(zip: ZipBytes, end: { readonly start: number; readonly end: number }): readonly Placed[] {
  const placed: Placed[] = [];
  for (let at = end.start; at < end.end;) {
    const record = readCentral(zip, at, end.end);
    if (record === null) return [];
    const isSignature = Buffer.from(record.path).toString() === SIGNATURE_ENTRY;
    placed.push({ offset: record.offset, isSignature, line: zip.part(at, record.next - at) });
    at = record.next;
  }
  return placed.toSorted((left, right) => left.offset - right.offset);
}

function movedTo(line: Uint8Array, offset: number): Uint8Array {
  const moved = Buffer.from(line);
  moved.writeUInt32LE(offset, OFFSET_AT);
  return moved;
}

/** Stored: a signature does not get smaller. */
function entryOf(content: Buffer, offset: number): { readonly body: Buffer; readonly line: Buffer } {
  const name = Buffer.from(SIGNATURE_ENTRY);
  const facts = Buffer.concat([
    shorts(FLAGS, 0, 0, DAY),
    longs(crc32(content), content.length, content.length),
    shorts(name.length, 0),
  ]);
  return {
    body: Buffer.concat([longs(0x0403_4b50), shorts(VERSION), facts, name, content]),
    line: Buffer.concat([
      longs(0x0201_4b50),
      shorts(UNIX | VERSION, VERSION),
      facts,
      shorts(0, 0, 0),
      longs(MODE, offset),
      name,
    ]),
  };
}

function endOf(count: number, length: number, start: number): Buffer {
  return Buffer.concat([longs(0x0605_4b50), shorts(0, 0, count, count), longs(length, start), shorts(0)]);
}

function shorts(...values: readonly number[]): Buffer {
  return Buffer.from(Uint8Array.from(values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff])));
}

function longs(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => shorts(value & 0xffff, value >>> 16)));
}
