/** A stretch of a GIF: its head (screen and colours), a block of one kind, or its end. */
export interface GifBlock {
  readonly kind: 'head' | 'image' | 'extension' | 'end';
  readonly start: number;
  readonly end: number;
  /** What kind of extension; 0 for the rest. */
  readonly label: number;
}

/** The blocks of a GIF in order; null where its bytes do not add up. What follows the end is none of them. */
export function gifBlocks(bytes: Uint8Array): readonly GifBlock[] | null {
  const blocks: GifBlock[] = [];
  let at = 13 + paletteBytes(bytes[10]);
  blocks.push({ kind: 'head', start: 0, end: at, label: 0 });
  while (at < bytes.length) {
    const block = blockAt(bytes, at);
    if (block === null || block.end > bytes.length) return null;
    blocks.push(block);
    if (block.kind === 'end') return blocks;
    at = block.end;
  }
  return null;
}

function blockAt(bytes: Uint8Array, start: number): GifBlock | null {
  switch (bytes[start]) {
    case 0x3b:
      return { kind: 'end', start, end: start + 1, label: 0 };
    case 0x21:
      return { kind: 'extension', start, end: endOfPieces(bytes, start + 2), label: bytes[start + 1] ?? 0 };
    case 0x2c: {
      const data = start + 10 + paletteBytes(bytes[start + 9]) + 1;
      return { kind: 'image', start, end: endOfPieces(bytes, data), label: 0 };
    }
    default:
      return null;
  }
}

/** Pieces of a length byte and as many bytes, up to one of length 0. */
function endOfPieces(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += length + 1;
  return at + 1;
}

function paletteBytes(flags: number | undefined): number {
  return flags === undefined || (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
