import * as v from 'valibot';
import type { EventId } from '@shared/ids.ts';
import { MAX_DOCUMENT_CHANGE, MAX_UPDATE_BYTES } from '@shared/mini/bridgeLimits.ts';
import { bytesUpTo, countSchema, wireId } from '@shared/schemas.ts';
import { joinBytes } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';

/** Kind of an update of an instance. */
export const UPDATE_KIND = 'mini.update';
/** Kind of a change of a shared Yjs document of an instance. */
export const DOCUMENT_KIND = 'mini.document';
/** Most bytes one event carries of it. */
export const MAX_PART_BYTES = 48 * 1024;
/** Most parts of one. */
export const MAX_PARTS = Math.ceil(MAX_DOCUMENT_CHANGE / MAX_PART_BYTES);
/** Most bytes of an update put together; what its fields add to `MAX_UPDATE_BYTES` is within it. */
const MAX_WHOLE = { [UPDATE_KIND]: MAX_UPDATE_BYTES * 2, [DOCUMENT_KIND]: MAX_DOCUMENT_CHANGE } as const;

/** Which of how many; absent for what fits into one event. */
export interface Part {
  readonly index: number;
  readonly count: number;
}

const partSchema = v.pipe(
  v.strictObject({ index: countSchema, count: v.pipe(countSchema, v.minValue(2), v.maxValue(MAX_PARTS)) }),
  v.check(({ index, count }) => index < count),
);
const instance = wireId<EventId>();
const shared = { instance, part: v.exactOptional(partSchema), update: bytesUpTo(MAX_PART_BYTES) };
/** The name of a shared document. */
export const documentNameSchema = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/));

/** Body of {@link UPDATE_KIND}: bytes are of JSON text, see `encodeUpdate`. */
export const updateBodySchema = v.strictObject(shared);
/** Body of {@link DOCUMENT_KIND}: bytes are a Yjs update, which nobody but the program's page reads. */
export const documentBodySchema = v.strictObject({ ...shared, name: documentNameSchema });

/** What both kinds say in one event. */
export interface ProgramPiece {
  readonly instance: EventId;
  /** Name of the document; null for an update. */
  readonly document: string | null;
  readonly part: Part | null;
  readonly bytes: Uint8Array;
}

/** Reads the body of an event of a program; null when it does not fit (MIN-3). */
export function readPiece(kind: string, body: unknown): ProgramPiece | null {
  if (kind === UPDATE_KIND) {
    const parsed = v.safeParse(updateBodySchema, body);
    return parsed.success ? pieceOf(parsed.output, null) : null;
  }
  if (kind !== DOCUMENT_KIND) return null;
  const parsed = v.safeParse(documentBodySchema, body);
  return parsed.success ? pieceOf(parsed.output, parsed.output.name) : null;
}

function pieceOf(
  { instance: of, part, update }: v.InferOutput<typeof updateBodySchema>,
  document: string | null,
): ProgramPiece {
  return { instance: of, document, part: part ?? null, bytes: update };
}

/** What is said, and where. */
export interface ProgramWord {
  readonly instance: EventId;
  readonly document: string | null;
  readonly bytes: Uint8Array;
}

/**
 * The bodies of the events that carry it (MIN-4), to be made one right after the other in one chain; null when it is larger than
 * may be.
 */
export function splitWord(word: ProgramWord): readonly Record<string, unknown>[] | null {
  const { bytes, document } = word;
  if (bytes.length > MAX_WHOLE[document === null ? UPDATE_KIND : DOCUMENT_KIND]) return null;
  const named = { instance: idBytes(word.instance), ...(document === null ? {} : { name: document }) };
  const count = Math.max(1, Math.ceil(bytes.length / MAX_PART_BYTES));
  if (count === 1) return [{ ...named, update: bytes }];
  return Array.from({ length: count }, (_, index) => ({
    ...named,
    part: { index, count },
    update: bytes.slice(index * MAX_PART_BYTES, (index + 1) * MAX_PART_BYTES),
  }));
}

/** A piece at its place in its device's chain. */
export interface PlacedPiece extends ProgramPiece {
  readonly seq: number;
}

/** Places of the chain at which the parts of what `piece` belongs to stand: from the first to the last. */
export function placesOf({ seq, part }: PlacedPiece): { readonly first: number; readonly last: number } {
  return part === null
    ? { first: seq, last: seq }
    : { first: seq - part.index, last: seq - part.index + part.count - 1 };
}

/**
 * Puts together what a piece belongs to, from pieces of the same chain (MIN-4): whole, or null. Parts stand at consecutive
 * places, so that every device that has them makes the same of them, in whatever order they came.
 */
export function assemble(piece: PlacedPiece, others: readonly PlacedPiece[]): Uint8Array | null {
  const { part } = piece;
  if (part === null) return piece.bytes;
  const { first } = placesOf(piece);
  const bySeq = new Map(others.map((other) => [other.seq, other]));
  bySeq.set(piece.seq, piece);
  const whole: Uint8Array[] = [];
  for (let index = 0; index < part.count; index += 1) {
    const found = bySeq.get(first + index);
    if (found === undefined || !isPartOf(found, piece, index)) return null;
    whole.push(found.bytes);
  }
  const bytes = joinBytes(...whole);
  return bytes.length > MAX_WHOLE[piece.document === null ? UPDATE_KIND : DOCUMENT_KIND] ? null : bytes;
}

function isPartOf(found: PlacedPiece, piece: PlacedPiece, index: number): boolean {
  return (
    found.instance === piece.instance &&
    found.document === piece.document &&
    found.part?.index === index &&
    found.part.count === piece.part?.count
  );
}
