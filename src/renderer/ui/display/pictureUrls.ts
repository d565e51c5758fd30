/**
 * Object URLs for small pictures, shared between all that show the same bytes, freed a while after the last of them. Not at
 * once: an image begins to load after the script that named its address is done, and what was drawn and taken off within it
 * would then ask for an address that is gone. Who is drawn anew meanwhile takes the one there is.
 */

/** Milliseconds an address is kept after the last who showed it. */
export const LINGERS = 2_000;

interface Held {
  readonly url: string;
  readonly bytes: Uint8Array;
  holders: number;
  leaving: ReturnType<typeof setTimeout> | undefined;
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

function newEntry(bytes: Uint8Array, type: string): Held {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type }));
  return { url, bytes, holders: 0, leaving: undefined };
}

/** Takes a URL for a picture; call `release` when it is no longer shown. */
export function holdPicture(bytes: Uint8Array, type: string): { readonly url: string; readonly release: () => void } {
  let key = keyOf(bytes, type);
  // A 32-bit hash may collide; another key keeps the two pictures apart.
  for (let other = held.get(key); other && !isSame(other.bytes, bytes); other = held.get(key)) key += '+';
  const entry = held.get(key) ?? newEntry(bytes, type);
  entry.holders += 1;
  clearTimeout(entry.leaving);
  held.set(key, entry);
  let isReleased = false;
  return {
    url: entry.url,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      entry.holders -= 1;
      if (entry.holders > 0) return;
      entry.leaving = setTimeout(() => {
        held.delete(key);
        URL.revokeObjectURL(entry.url);
      }, LINGERS);
    },
  };
}
