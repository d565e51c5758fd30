/** From the blocks of a file to the records in it: what opens, finds and hashes, on whichever thread. */
import { SEALED_PART_BYTES, openPart, partCipher, type PartCipher } from './ageStream.ts';
import { type BackupRecord, RecordScanner } from './container.ts';

/** Parts in a block. */
const BLOCK_PARTS = 16;
/** Bytes of a block, but for the last of a file: whole parts. */
export const BLOCK_BYTES = BLOCK_PARTS * SEALED_PART_BYTES;

/** What opens the records of one file. */
export interface OpenerKeys {
  /** Of the payload. */
  readonly key: Uint8Array;
  /** Of the container. */
  readonly salt: Uint8Array;
}

/** Room for what a block holds, and for what is left of the one before it where that is no more than a piece. */
export const ROOM_BYTES = BLOCK_BYTES + 320 * 1024;

/** A block of a file, and room for what is in it: memory that is handed over. */
export interface SealedBlock {
  readonly memory: ArrayBuffer;
  readonly room: ArrayBuffer;
  readonly length: number;
  /** Nothing of the file follows. */
  readonly isAtEnd: boolean;
}

/** What is found at the end of a file. */
export interface FoundAtEnd {
  /** Whole ones after the last block, where something was missing before them. */
  readonly records: readonly BackupRecord[];
  /** Bytes of parts that do not decrypt. */
  readonly damaged: number;
  /** Bytes that belong to no whole record. */
  readonly skipped: number;
  /** The last part said that it is the last. */
  readonly isEnded: boolean;
}

/** Opens the blocks of one file, which come in their order. */
export class RecordOpener {
  readonly #cipher: PartCipher;
  readonly #scanner: RecordScanner;
  #index = 0;
  #damaged = 0;
  #isEnded = false;

  constructor({ key, salt }: OpenerKeys) {
    this.#cipher = partCipher(key);
    this.#scanner = new RecordScanner(salt);
  }

  /** The records that a block completes. Nothing of its memory is needed afterwards, and of the room only what these records are in. */
  open({ memory, room, length, isAtEnd }: SealedBlock): BackupRecord[] {
    const block = new Uint8Array(memory, 0, length);
    const found: BackupRecord[] = [];
    let plains: Uint8Array[] = [];
    let left: ArrayBuffer | undefined = room;
    const endRun = () => {
      if (plains.length === 0) return;
      found.push(...this.#scanner.push(plains, left));
      plains = [];
      // What the first ones found are in is not to be written over.
      left = undefined;
    };
    for (let at = 0; at < length; at += SEALED_PART_BYTES) {
      const sealed = block.subarray(at, at + SEALED_PART_BYTES);
      const plain = this.#openPart(sealed, isAtEnd && at + sealed.length >= length);
      if (plain === null) {
        this.#damaged += sealed.length;
        endRun();
        found.push(...this.#scanner.hole());
      } else plains.push(plain);
    }
    endRun();
    return found;
  }

  /** Nothing follows. */
  end(): FoundAtEnd {
    const records = this.#scanner.hole();
    return { records, damaged: this.#damaged, skipped: this.#scanner.skipped, isEnded: this.#isEnded };
  }

  #openPart(sealed: Uint8Array, isAtEnd: boolean): Uint8Array | null {
    const { plain, isLast } = openPart(this.#cipher, sealed, { index: this.#index, isAtEnd });
    this.#index += 1;
    this.#isEnded ||= isLast;
    return plain;
  }
}
