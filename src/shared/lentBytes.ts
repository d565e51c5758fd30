/**
 * Bytes whose `slice` is a view and no copy. A decoder that cuts byte strings out of what it reads with `slice` then lends them: for messages
 * that are little more than one large byte string. What is cut keeps all of the memory alive that it lies in.
 */
class LentBytes extends Uint8Array<ArrayBufferLike> {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    const { byteOffset, length } = this.subarray(start, end);
    // Copies have memory of their own; whoever takes a view for one must not write to it.
    return new Uint8Array(this.buffer as ArrayBuffer, byteOffset, length);
  }
}

/** The same bytes, in the same place, that lend what is cut out of them. */
export function lentBytes(bytes: Uint8Array): Uint8Array {
  return new LentBytes(bytes.buffer, bytes.byteOffset, bytes.length);
}
