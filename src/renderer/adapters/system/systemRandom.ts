import type { Random } from '@ports/random.ts';

/** Most bytes the platform gives in one call. */
const CHUNK = 65_536;

/** The platform's CSPRNG. */
export const systemRandom: Random = {
  bytes: (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += CHUNK)
      crypto.getRandomValues(bytes.subarray(offset, offset + CHUNK));
    return bytes;
  },
};
