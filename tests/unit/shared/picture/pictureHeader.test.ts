import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkPicture } from '@adapters/media/checkPicture.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const bytes = (...parts: (number[] | number)[]) => new Uint8Array(parts.flat());

const png = (width: number, height: number) => {
  const view = new DataView(new ArrayBuffer(33));
  new Uint8Array(view.buffer).set(bytes(0x89, ascii('PNG\r\n'), 0x1a, 0x0a, 0, 0, 0, 13, ascii('IHDR')));
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Uint8Array(view.buffer);
};
const startOfFrame = [0xff, 0xc2, 0, 17, 8, 0x01, 0x2c, 0x02, 0x58];
const application = [0xff, 0xe1, 0, 6, 1, 2, 3, 4];
const gif = bytes(ascii('GIF89a'), 0x40, 0x01, 0xf0, 0x00, 0, 0, 0);
const webp = (chunk: string, ...rest: number[]) =>
  bytes(
    ascii('RIFF'),
    0,
    0,
    0,
    0,
    ascii('WEBP'),
    ascii(chunk),
    10,
    0,
    0,
    0,
    rest,
    Array.from({ length: 20 }, () => 0),
  );

const sizeOf = (data: Uint8Array) => {
  const header = readPictureHeader(data);
  return header.ok ? `${header.value.type} ${header.value.width}×${header.value.height}` : header.error.code;
};

describe('picture header', () => {
  it('MED-1 reads type and size of the supported formats from their bytes', () => {
    expect(sizeOf(png(640, 480))).toBe('image/png 640×480');
    expect(sizeOf(gif)).toBe('image/gif 320×240');
    expect(sizeOf(bytes(0xff, 0xd8, application, 0xff, startOfFrame))).toBe('image/jpeg 600×300');
    expect(sizeOf(webp('VP8X', 0, 0, 0, 0, 0xff, 0x03, 0, 0x57, 0x02, 0))).toBe('image/webp 1024×600');
    expect(sizeOf(webp('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x03, 0x90, 0x01))).toBe('image/webp 800×400');
    expect(sizeOf(webp('VP8L', 0x2f, 0x63, 0xc0, 0x0c, 0))).toBe('image/webp 100×52');
  });

  it('MED-2 refuses other formats, an SVG and an empty file', () => {
    expect(sizeOf(bytes(ascii('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toBe('picture-unsupported');
    expect(sizeOf(bytes(0, 0, 0, 0x20, ascii('ftypavif')))).toBe('picture-unsupported');
    expect(sizeOf(new Uint8Array())).toBe('picture-unsupported');
  });

  it('MED-3 refuses headers cut short, of no size, or with a JPEG that begins its data without a frame', () => {
    expect(sizeOf(png(640, 480).subarray(0, 20))).toBe('picture-unreadable');
    expect(sizeOf(png(0, 480))).toBe('picture-unreadable');
    expect(sizeOf(bytes(0xff, 0xd8, 0xff, 0xda, 0, 8, 0, 0, 0, 0))).toBe('picture-unreadable');
    expect(sizeOf(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0))).toBe('picture-unreadable');
  });

  it('MED-4 never throws, whatever the bytes', () => {
    const starts = [[...png(1, 1)], [0xff, 0xd8, 0xff], ascii('RIFF0000WEBPVP8L'), ascii('GIF89a')];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 64 }), (start, rest) => {
        const header = readPictureHeader(bytes(start, [...rest]));
        if (header.ok) expect(header.value.width * header.value.height).toBeGreaterThan(0);
      }),
    );
  });
});

const file = (data: Uint8Array, size = data.length) => ({
  size,
  arrayBuffer: async () => new Uint8Array(data).buffer,
});

describe('checkPicture', () => {
  it('MED-5 refuses a bomb by its header before it is decoded', async () => {
    expect(await checkPicture(file(png(50_000, 50_000)))).toMatchObject({
      ok: false,
      error: { code: 'picture-too-many-pixels' },
    });
    expect(await checkPicture(file(png(8000, 5000)))).toMatchObject({ ok: true });
  });

  it('MED-6 refuses a file above the limit without reading it', async () => {
    const unread = { size: 26 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error('was read')) };
    expect(await checkPicture(unread)).toMatchObject({ ok: false, error: { code: 'picture-too-large' } });
  });

  it('MED-7 says unreadable when the file is gone', async () => {
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('NotFoundError')) };
    expect(await checkPicture(gone)).toMatchObject({ ok: false, error: { code: 'picture-unreadable' } });
  });
});
