import { crc32 } from '@domain/archive/crc32.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Pieces } from './pieces.ts';

/**
 * Bytes of a file in an archive, to be read from the beginning to the end (ARC-4, ARC-6): never more of them than its record says, and checked when the
 * last were read. Reading one slice again, or one before it, begins anew.
 */
export class CheckedSource implements BlobSource {
  readonly size: number;
  private readonly checksum: number;
  private readonly open: () => Pieces;
  private pieces: Pieces | null = null;
  private held = new Uint8Array();
  private at = 0;
  private read = 0;
  private sum = 0;

  constructor({ size, checksum }: { readonly size: number; readonly checksum: number }, open: () => Pieces) {
    this.size = size;
    this.checksum = checksum;
    this.open = open;
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.take(start, end) };
  }

  /** Lets go of what was opened for reading. */
  async close(): Promise<void> {
    const { pieces } = this;
    this.pieces = null;
    await pieces?.return();
  }

  private async take(start: number, end: number): Promise<ArrayBuffer> {
    if (this.pieces === null || start !== this.at) await this.restart();
    while (this.at < start) await this.skip(start - this.at);
    const parts: Uint8Array[] = [];
    for (let wanted = end - start; wanted > 0;) {
      const part = await this.next(wanted);
      parts.push(part);
      wanted -= part.length;
    }
    return new Uint8Array(joinBytes(...parts)).buffer;
  }

  private async skip(most: number): Promise<void> {
    await this.next(most);
  }

  private async restart(): Promise<void> {
    await this.close();
    this.pieces = this.open();
    this.held = new Uint8Array();
    [this.at, this.read, this.sum] = [0, 0, 0];
  }

  /** At least one byte and at most `most`. */
  private async next(most: number): Promise<Uint8Array> {
    while (this.held.length === 0) await this.fill();
    const part = this.held.subarray(0, most);
    this.held = this.held.subarray(part.length);
    this.at += part.length;
    return part;
  }

  private async fill(): Promise<void> {
    const next = await this.pieces?.next();
    if (next === undefined || next.done === true) throw new Error('a file that is shorter than it says');
    this.read += next.value.length;
    this.sum = crc32(next.value, this.sum);
    this.held = new Uint8Array(next.value);
    if (this.read > this.size) throw new Error('a file that is longer than it says');
    if (this.read === this.size && this.sum !== this.checksum) throw new Error('a file with another checksum');
  }
}
