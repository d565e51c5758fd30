import { type Failure, type Result, fail, ok } from '../result.ts';
import { gifBlocks } from './gifBlocks.ts';

/** What the first bytes of a picture say about it. */
export interface PictureHeader {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  readonly width: number;
  readonly height: number;
}

type HeaderError = Failure<'picture-unsupported' | 'picture-unreadable'>;
type Size = Pick<PictureHeader, 'width' | 'height'>;

/**
 * Reads type and size of a picture from its bytes alone, so that a bomb is refused before anything is decoded.
 * Formats whose header may lie about what the decoder will allocate (AVIF, SVG) are not supported on purpose.
 */
export function readPictureHeader(bytes: Uint8Array): Result<PictureHeader, HeaderError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = FORMATS.find(({ matches }) => matches(view));
  if (format === undefined) return fail('picture-unsupported', 'not a PNG, JPEG, WebP or GIF');
  const size = format.size(view);
  if (size === null || size.width === 0 || size.height === 0)
    return fail('picture-unreadable', 'header cut short or wrong');
  return ok({ type: format.type, ...size });
}

interface Format {
  readonly type: PictureHeader['type'];
  readonly matches: (view: DataView) => boolean;
  readonly size: (view: DataView) => Size | null;
}

const FORMATS: readonly Format[] = [
  { type: 'image/png', matches: (view) => starts(view, 0, '\x89PNG\r\n\x1a\n'), size: sizeOfPng },
  { type: 'image/jpeg', matches: (view) => starts(view, 0, '\xff\xd8\xff'), size: sizeOfJpeg },
  { type: 'image/webp', matches: (view) => starts(view, 0, 'RIFF') && starts(view, 8, 'WEBP'), size: sizeOfWebp },
  { type: 'image/gif', matches: (view) => starts(view, 0, 'GIF87a') || starts(view, 0, 'GIF89a'), size: sizeOfGif },
];

function starts(view: DataView, offset: number, text: string): boolean {
  if (view.byteLength < offset + text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (view.getUint8(offset + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

function sizeOfPng(view: DataView): Size | null {
  if (view.byteLength < 24 || !starts(view, 12, 'IHDR')) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** A decoder makes room for the largest frame, whatever the screen is said to be. */
function sizeOfGif(view: DataView): Size | null {
  if (view.byteLength < 13) return null;
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const blocks = gifBlocks(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) ?? [];
  return blocks
    .filter(({ kind }) => kind === 'image')
    .reduce(
      ({ width, height }, { start }) => ({
        width: Math.max(width, view.getUint16(start + 1, true) + view.getUint16(start + 5, true)),
        height: Math.max(height, view.getUint16(start + 3, true) + view.getUint16(start + 7, true)),
      }),
      screen,
    );
}

/** Walks the segments up to the first start-of-frame. */
function sizeOfJpeg(view: DataView): Size | null {
  let offset = 2;
  while (offset + 4 <= view.byteLength) {
    if (view.getUint8(offset) !== 0xff) return null;
    const marker = view.getUint8(offset + 1);
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (isStandalone(marker)) {
      offset += 2;
      continue;
    }
    if (isStartOfFrame(marker)) return sizeOfFrame(view, offset);
    const length = view.getUint16(offset + 2);
    if (marker === 0xda || length < 2) return null;
    offset += 2 + length;
  }
  return null;
}

function isStandalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function sizeOfFrame(view: DataView, offset: number): Size | null {
  if (offset + 9 > view.byteLength) return null;
  return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
}

function sizeOfWebp(view: DataView): Size | null {
  if (view.byteLength < 30) return null;
  if (starts(view, 12, 'VP8X')) {
    return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  }
  if (starts(view, 12, 'VP8L')) {
    if (view.getUint8(20) !== 0x2f) return null;
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (starts(view, 12, 'VP8 ')) {
    if (!starts(view, 23, '\x9d\x01\x2a')) return null;
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}
