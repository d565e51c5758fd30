/**
 * Pictures that move. To encode them anew would stop them: instead every part that is not needed to draw them is left out, by a list of
 * what may stay, so that what some program put beside the pixels (place, camera, comments, previews) does not go along.
 */
import { gifBlocks } from '@shared/picture/gifBlocks.ts';
import type { PictureHeader } from '@shared/picture/pictureHeader.ts';

type Type = PictureHeader['type'];

/** True for a picture of more than one frame. */
export function isAnimated(type: Type, bytes: Uint8Array): boolean {
  if (type === 'image/gif') return (gifBlocks(bytes)?.filter(({ kind }) => kind === 'image').length ?? 0) > 1;
  if (type === 'image/webp') return webpParts(bytes)?.some(({ name }) => name === 'ANIM') === true;
  return type === 'image/png' && pngParts(bytes)?.some(({ name }) => name === 'acTL') === true;
}

/** The same moving picture without anything but what draws it; null where its bytes do not add up. */
export function bareAnimation(type: Type, bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (type === 'image/gif') return bareGif(bytes);
  if (type === 'image/webp') return bareWebp(bytes);
  return type === 'image/png' ? barePng(bytes) : null;
}

interface Part {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** Says how often a GIF plays. */
const LOOP = 'NETSCAPE2.0';

function bareGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const blocks = gifBlocks(bytes);
  if (blocks === null) return null;
  const kept = blocks.filter(
    ({ kind, label, start, end }) =>
      kind !== 'extension' ||
      label === GRAPHIC_CONTROL ||
      (label === APPLICATION && end - start <= 19 && textAt(bytes, start + 3, LOOP.length) === LOOP),
  );
  return join(kept.map(({ start, end }) => bytes.subarray(start, end)));
}

const WEBP_KEPT = new Set(['VP8X', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L']);
/** Bits of the VP8X flags that stay: transparency and animation. Colour profile, EXIF and XMP are left out. */
const WEBP_FLAGS = 0x12;

function webpParts(bytes: Uint8Array): readonly Part[] | null {
  const view = viewOf(bytes);
  const parts: Part[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    if (end > bytes.length + 1) return null;
    parts.push({ name: textAt(bytes, at, 4), start: at, end: Math.min(end, bytes.length) });
    at = end;
  }
  return parts;
}

function bareWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const kept = webpParts(bytes)?.filter(({ name }) => WEBP_KEPT.has(name));
  if (kept === undefined || kept[0]?.name !== 'VP8X') return null;
  const bare = join([bytes.subarray(0, 12), ...kept.map(({ start, end }) => bytes.subarray(start, end))]);
  bare[20] = (bare[20] ?? 0) & WEBP_FLAGS;
  viewOf(bare).setUint32(4, bare.length - 8, true);
  return bare;
}

const PNG_KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'sRGB', 'gAMA', 'acTL', 'fcTL', 'IDAT', 'fdAT', 'IEND']);

function pngParts(bytes: Uint8Array): readonly Part[] | null {
  const view = viewOf(bytes);
  const parts: Part[] = [];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const name = textAt(bytes, at + 4, 4);
    parts.push({ name, start: at, end });
    if (name === 'IEND') return parts;
    at = end;
  }
  return null;
}

function barePng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const kept = pngParts(bytes)?.filter(({ name }) => PNG_KEPT.has(name));
  if (kept === undefined) return null;
  return join([bytes.subarray(0, 8), ...kept.map(({ start, end }) => bytes.subarray(start, end))]);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
