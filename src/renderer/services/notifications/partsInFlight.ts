import type { AdmittedEvent } from '@domain/event/event.ts';
import { type PlacedPiece, type ProgramPiece, assemble, placesOf } from '@domain/mini/parts.ts';

/** Most parts that are remembered, of all chains: of at most 48 KiB each. */
const MOST_PARTS = 32;

interface HeldPart {
  /** Device and space. */
  readonly chain: string;
  readonly piece: PlacedPiece;
}

/** Parts of updates that are on their way, so that a large one may notify as a small one does (PRG-7). What they lack for long is forgotten. */
export class PartsInFlight {
  private held: readonly HeldPart[] = [];

  /** The bytes of an update that is whole with this piece; null while parts are missing. */
  whole({ content }: AdmittedEvent, piece: ProgramPiece): Uint8Array | null {
    if (piece.part === null) return piece.bytes;
    const chain = `${content.space}/${content.device}`;
    const placed = { ...piece, seq: content.seq };
    const others = this.held.filter((part) => part.chain === chain).map((part) => part.piece);
    const bytes = assemble(placed, others);
    const { first, last } = placesOf(placed);
    const isOfIt = (part: HeldPart) => part.chain === chain && part.piece.seq >= first && part.piece.seq <= last;
    this.held =
      bytes === null
        ? [...this.held, { chain, piece: placed }].slice(-MOST_PARTS)
        : this.held.filter((part) => !isOfIt(part));
    return bytes;
  }
}
