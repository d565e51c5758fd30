/** How much of a text may stand before the encoding it names, bytes: HTML allows as much. */
const HEAD = 1024;
const BOMS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;
/** What `<?` or `<r` are in two bytes each. */
const WIDE = [
  ['utf-16le', [0x3c, 0x00]],
  ['utf-16be', [0x00, 0x3c]],
] as const;

/**
 * The text of a feed (WFE-5). A mark of byte order decides; then what the server says, then what the text says of itself, then UTF-8. What
 * is said to be UTF-8 and is not is taken for the next of these, and in the end for what writers of the west used before. The last letter
 * of what is only a beginning may be cut apart: it is left out.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string, isWhole = true): string {
  const sure = [...BOMS, ...WIDE].find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (sure !== undefined) return new TextDecoder(sure[0]).decode(bytes, { stream: !isWhole });
  const said = [charsetOf(contentType), namedInside(bytes), 'utf-8'];
  for (const label of said) {
    const text = label === null ? null : tryAs(label, bytes, isWhole);
    if (text !== null) return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

function tryAs(label: string, bytes: Uint8Array, isWhole: boolean): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // Whose first letters could be read one byte each is not of two.
    return decoder.encoding.startsWith('utf-16') ? null : decoder.decode(bytes, { stream: !isWhole });
  } catch {
    return null;
  }
}

function charsetOf(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/iu.exec(contentType)?.[1] ?? null;
}

function namedInside(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const declared = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})/iu.exec(head);
  return (declared ?? /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/iu.exec(head))?.[1] ?? null;
}
