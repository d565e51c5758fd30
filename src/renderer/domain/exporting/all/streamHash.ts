import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of bytes that come piece by piece, as `sha256sum` writes it. */
export class StreamHash {
  bytes = 0;
  private readonly hash = sha256.create();

  take(piece: Uint8Array): void {
    this.bytes += piece.length;
    this.hash.update(piece);
  }

  hex(): string {
    return bytesToHex(this.hash.digest());
  }
}
