import type { BlobSource } from '@ports/blobStore.ts';

/** Bytes that come piece by piece. */
export type Pieces = AsyncGenerator<Uint8Array, void, undefined>;

/** So much is read at once, bytes. */
const PIECE = 128 * 1024;

/** So much text is handed on at once, bytes: reading it takes some milliseconds on a slow machine. */
const AT_ONCE = 16 * 1024;

/** A stretch of a source, piece by piece. Throws where it can no longer be read. */
export async function* piecesOf(source: BlobSource, start = 0, end = source.size): Pieces {
  for (let at = start; at < end; at += PIECE)
    yield new Uint8Array(await source.slice(at, Math.min(end, at + PIECE)).arrayBuffer());
}

/** Deflated bytes unpacked. Throws on what is no Deflate. */
export async function* inflated(packed: Pieces): Pieces {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const next = await packed.next();
      if (next.done === true) controller.close();
      // Bytes of a stream must not be of memory that is shared.
      else controller.enqueue(new Uint8Array(next.value));
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Words of bytes that come piece by piece; what is no UTF-8 becomes the sign for that. */
export async function* textOf(pieces: Pieces): AsyncGenerator<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder('utf-8');
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += AT_ONCE) {
      const part = piece.subarray(at, at + AT_ONCE);
      yield { text: decoder.decode(part, { stream: true }), bytes: part.length };
    }
  }
  const rest = decoder.decode();
  if (rest !== '') yield { text: rest, bytes: 0 };
}
