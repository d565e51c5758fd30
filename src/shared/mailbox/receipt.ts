/** What stands before a key when it is hashed to the name of its mailbox (MBX-2). */
export const NAME_PREFIX = 'banyan/mailbox/1\0name\0';
const RECEIPT_PREFIX = 'banyan/mailbox/1\0receipt\0';

/** What a service signs when it keeps a bundle (MBS-3): where, what (SHA-256), and until when. */
export function receiptBytes(box: Uint8Array, hash: Uint8Array, until: number): Uint8Array {
  const prefix = Uint8Array.from(RECEIPT_PREFIX, (character) => character.charCodeAt(0));
  const bytes = new Uint8Array(prefix.length + box.length + hash.length + 8);
  bytes.set(prefix);
  bytes.set(box, prefix.length);
  bytes.set(hash, prefix.length + box.length);
  new DataView(bytes.buffer).setBigUint64(bytes.length - 8, BigInt(until));
  return bytes;
}
