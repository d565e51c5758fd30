const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The checksum a ZIP keeps of a file (CRC-32); `before`: that of the bytes in front of these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  // Not by iterating, which is slow for gigabytes.
  for (let index = 0; index < bytes.length; index += 1)
    value = (value >>> 8) ^ (table[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return ~value >>> 0;
}
