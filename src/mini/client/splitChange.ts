import type * as Yjs from 'yjs';

/** What is needed of Yjs to split a change. */
export type ChangeSplitter = Pick<
  typeof Yjs,
  'ContentDeleted' | 'ContentString' | 'GC' | 'Item' | 'Skip' | 'UpdateEncoderV1' | 'createID' | 'decodeUpdate'
>;

type Struct = Yjs.Item | Yjs.GC;

/** A stretch of a client's clock that was deleted. */
interface Deletion {
  readonly clock: number;
  readonly len: number;
}

/** A struct of an update, or a part of one, and how many bytes it takes there. */
interface Piece {
  readonly struct: Struct;
  readonly size: number;
}

/** A change as several updates. */
export interface SplitChange {
  readonly updates: readonly Uint8Array[];
  /** False where a single value is too large by itself: it is said as deleted, so that what comes later can be read. */
  readonly isWhole: boolean;
}

/** What stands around the structs, or the deletions, of one client in an update: four numbers, and that there are none of the others. */
const FRAME_BYTES = 32;
/** Most bytes of one stretch that was deleted: where it begins, and its length. */
const DELETION_BYTES = 16;

/**
 * Splits a change of a Yjs document, a well-formed update of format 1, into updates of at most `most` bytes that come to the same, in the order
 * in which they are to be applied. Source of the format: `UpdateEncoderV1`, `writeClientsStructs` and `writeDeleteSet` of Yjs 13.
 */
export function splitChange(yjs: ChangeSplitter, change: Uint8Array, most: number): SplitChange {
  const { structs, ds } = yjs.decodeUpdate(change);
  const cutter = new Cutter(yjs, most - FRAME_BYTES);
  const pieces = structs.flatMap((struct) => cutter.cut(struct));
  const additions = runsOf(pieces, most - FRAME_BYTES).map((run) => additionsOf(yjs, run));
  const step = Math.floor((most - FRAME_BYTES) / DELETION_BYTES);
  const deletions = [...ds.clients].flatMap(([client, all]) =>
    slicesOf(all, step).map((some) => deletionsOf(yjs, client, some)),
  );
  return { updates: [...additions, ...deletions], isWhole: cutter.isWhole };
}

/** Cuts structs into pieces of at most so many bytes. */
class Cutter {
  isWhole = true;
  private readonly yjs: ChangeSplitter;
  private readonly most: number;

  constructor(yjs: ChangeSplitter, most: number) {
    this.yjs = yjs;
    this.most = most;
  }

  cut(struct: Struct | Yjs.Skip): readonly Piece[] {
    const { Item, Skip, GC, ContentDeleted } = this.yjs;
    // What it stands for is in other updates.
    if (struct instanceof Skip) return [];
    const piece = this.pieceOf(struct);
    if (piece.size <= this.most || !(struct instanceof Item)) return [piece];
    const right = this.halve(struct);
    if (right !== null) return [...this.cut(struct), ...this.cut(right)];
    this.isWhole = false;
    struct.content = new ContentDeleted(struct.length);
    const deleted = this.pieceOf(struct);
    // Its key is what is too large: what hangs on it goes, too.
    return [deleted.size <= this.most ? deleted : this.pieceOf(new GC(struct.id, struct.length))];
  }

  /** Takes the second half of an item off it; null where it is one value. */
  private halve(item: Yjs.Item): Yjs.Item | null {
    const { Item, ContentString, createID } = this.yjs;
    const { id, content } = item;
    const middle = content instanceof ContentString ? cutOf(content.str) : Math.floor(item.length / 2);
    if (middle === 0) return null;
    const right = content.splice(middle);
    const { rightOrigin, length } = item;
    item.length = middle;
    const origin = createID(id.client, id.clock + middle - 1);
    const half = new Item(createID(id.client, id.clock + middle), null, origin, null, rightOrigin, null, null, right);
    half.length = length - middle;
    return half;
  }

  private pieceOf(struct: Struct): Piece {
    const encoder = new this.yjs.UpdateEncoderV1();
    struct.write(encoder, 0);
    return { struct, size: encoder.toUint8Array().length };
  }
}

/** About the middle of a text, never within a character of two code units. */
function cutOf(text: string): number {
  const middle = Math.floor(text.length / 2);
  return /[\uD800-\uDBFF]/.test(text.charAt(middle - 1)) ? middle - 1 : middle;
}

/** What stands in one update each: structs of one client, one after the other, of at most so many bytes. */
function runsOf(pieces: readonly Piece[], most: number): readonly (readonly Struct[])[] {
  const runs: Struct[][] = [];
  let bytes = 0;
  for (const { struct, size } of pieces) {
    const last = runs.at(-1)?.at(-1);
    const follows = last?.id.client === struct.id.client && last.id.clock + last.length === struct.id.clock;
    if (!follows || bytes + size > most) {
      runs.push([]);
      bytes = 0;
    }
    runs.at(-1)?.push(struct);
    bytes += size;
  }
  return runs;
}

function additionsOf(yjs: ChangeSplitter, run: readonly Struct[]): Uint8Array {
  const encoder = new yjs.UpdateEncoderV1();
  const [first] = run;
  encoder.writeLen(first === undefined ? 0 : 1);
  if (first !== undefined) {
    encoder.writeLen(run.length);
    encoder.writeClient(first.id.client);
    encoder.writeLen(first.id.clock);
  }
  for (const struct of run) struct.write(encoder, 0);
  encoder.writeLen(0);
  return encoder.toUint8Array();
}

function deletionsOf(yjs: ChangeSplitter, client: number, some: readonly Deletion[]): Uint8Array {
  const encoder = new yjs.UpdateEncoderV1();
  encoder.writeLen(0);
  encoder.writeLen(1);
  encoder.resetDsCurVal();
  encoder.writeClient(client);
  encoder.writeLen(some.length);
  for (const { clock, len } of some) {
    encoder.writeDsClock(clock);
    encoder.writeDsLen(len);
  }
  return encoder.toUint8Array();
}

function slicesOf<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
}
