/** Object URLs for small pictures, shared between all that show the same bytes, freed with the last of them. */
interface Held {
  readonly url: string;
  readonly bytes: Uint8Array;
  holders: number;
}

const held = new Map<string, Held>();

function keyOf(bytes: Uint8Array, type: string): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${type}:${bytes.length}:${hash >>> 0}`;
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Takes a URL for a picture; call `release` when it is no longer shown. */
export function holdPicture(bytes: Uint8Array, type: string): { readonly url: string; readonly release: () => void } {
  let key = keyOf(bytes, type);
  // A 32-bit hash may collide; another key keeps the two pictures apart.
  for (let other = held.get(key); other && !isSame(other.bytes, bytes); other = held.get(key)) key += '+';
  const entry = held.get(key) ?? { url: URL.createObjectURL(new Blob([bytes.slice()], { type })), bytes, holders: 0 };
  entry.holders += 1;
  held.set(key, entry);
  let isReleased = false;
  return {
    url: entry.url,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      entry.holders -= 1;
      if (entry.holders > 0) return;
      held.delete(key);
      URL.revokeObjectURL(entry.url);
    },
  };
}
