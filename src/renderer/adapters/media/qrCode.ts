import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';

/** Pixels as a canvas gives them: RGBA, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** How hard to look: a camera frame must be quick, a file may take its time. */
export const codeEffort = {
  frame: { effort: 4, timeLimit: 60 },
  file: { effort: Infinity, timeLimit: 1500 },
} as const;

/** The text of the first QR code in the pixels, null when there is none. */
export function decodePixels(pixels: Pixels, effort: keyof typeof codeEffort): string | null {
  // Not a spread: the fields of an `ImageData` are getters of its prototype.
  const { width, height, data } = pixels;
  try {
    return decodeQR({ width, height, data }, { ...codeEffort[effort], format: 'RGBA' });
  } catch {
    // The library throws for "nothing here": that is the common answer, not a fault.
    return null;
  }
}

/** The modules of a code with a quiet zone of four, `true` is dark. */
export function codeModules(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'low', border: 4 });
}
