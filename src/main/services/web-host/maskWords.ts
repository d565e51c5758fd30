/**
 * What `ws` looks for under the name `bufferutil`: the masking of frames (RFC 6455 §5.3), four bytes at a time. A page masks every byte it
 * sends, and undoing that byte by byte was a third of what taking a file cost the host. The build puts this in the package's place.
 */

const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** Undoes, or does, a mask of four bytes in place. */
export function unmask(bytes: Uint8Array, key: Uint8Array): void {
  const head = (WORD - (bytes.byteOffset % WORD)) % WORD;
  const count = Math.max(0, Math.floor((bytes.length - head) / WORD));
  const tail = count === 0 ? 0 : head + count * WORD;
  if (count > 0) {
    byByte(bytes.subarray(0, head), key, 0);
    // The key as a word, in this machine's order of bytes, from where the first word meets it.
    const turned = Uint8Array.from({ length: WORD }, (_, index) => key[(head + index) % WORD] ?? 0);
    const [word = 0] = new Uint32Array(turned.buffer);
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + head, count);
    for (let index = 0; index < count; index += 1) words[index] = (words[index] ?? 0) ^ word;
  }
  byByte(bytes.subarray(tail), key, tail);
}

/** Writes `length` bytes of `source`, masked, into `output` at `offset`. */
// oxlint-disable-next-line eslint/max-params -- the signature `ws` calls it by
export function mask(source: Uint8Array, key: Uint8Array, output: Uint8Array, offset: number, length: number): void {
  const target = output.subarray(offset, offset + length);
  target.set(source.subarray(0, length));
  unmask(target, key);
}

/** `start`: where in what is masked these bytes lie. */
function byByte(bytes: Uint8Array, key: Uint8Array, start: number): void {
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (bytes[index] ?? 0) ^ (key[(start + index) % WORD] ?? 0);
  }
}
