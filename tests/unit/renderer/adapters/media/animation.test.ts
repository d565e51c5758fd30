import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bareAnimation, isAnimated } from '../../../../../src/renderer/adapters/media/animation.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { createPicturePreparer } from '../../../../../src/renderer/adapters/media/picturePreparer.ts';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const SECRET = 'GPS 52.520008 13.404954';
const piece = (text: string) => [text.length, ...ascii(text)];

const frame = (left: number, width: number) => [0x2c, left, 0, 0, 0, width, 0, 2, 0, 0, 2, 2, 0x4c, 0x01, 0];
const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
const loop = [0x21, 0xff, ...piece('NETSCAPE2.0'), 3, 1, 0, 0, 0];
const comment = [0x21, 0xfe, ...piece(SECRET), 0];
const xmp = [0x21, 0xff, ...piece('XMP DataXMP'), ...piece(SECRET), 0];
const head = [...ascii('GIF89a'), 4, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
const gif = (...parts: number[][]) => Uint8Array.from([...head, ...parts.flat(), 0x3b]);

const le = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const chunk = (name: string, data: number[]) => [
  ...ascii(name),
  ...le(data.length),
  ...data,
  ...(data.length % 2 === 0 ? [] : [0]),
];
const webp = (...chunks: number[][]) => {
  const body = [...ascii('WEBP'), ...chunks.flat()];
  return Uint8Array.from([...ascii('RIFF'), ...le(body.length), ...body]);
};
const vp8x = (flags: number) => chunk('VP8X', [flags, 0, 0, 0, 3, 0, 0, 1, 0, 0]);

const pngChunk = (name: string, data: number[]) => [
  ...le(data.length).toReversed(),
  ...ascii(name),
  ...data,
  ...[1, 2, 3, 4],
];
const png = (...chunks: number[][]) => Uint8Array.from([0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a, ...chunks.flat()]);
const ihdr = pngChunk('IHDR', [0, 0, 0, 4, 0, 0, 0, 2, 8, 6, 0, 0, 0]);

const text = (bytes: Uint8Array | null) => String.fromCharCode(...(bytes ?? []));

describe('bareAnimation', () => {
  it('MED-18 keeps the frames of a GIF and leaves out what is said beside them', () => {
    const loud = gif(comment, loop, xmp, control, frame(0, 4), comment, control, frame(0, 4));
    const trailing = Uint8Array.from([...loud, ...ascii(SECRET)]);
    expect(isAnimated('image/gif', loud)).toBe(true);
    expect(bareAnimation('image/gif', trailing)).toEqual(gif(loop, control, frame(0, 4), control, frame(0, 4)));
  });

  it('MED-18 an application block that only looks like the loop is left out', () => {
    const hidden = [0x21, 0xff, ...piece('NETSCAPE2.0'), ...piece(SECRET), 0];
    expect(text(bareAnimation('image/gif', gif(hidden, frame(0, 4), frame(0, 4))))).not.toContain('GPS');
  });

  it('MED-18 keeps the frames of a WebP and leaves out EXIF, XMP, profile and what is unknown', () => {
    const frames = [chunk('ANIM', [0, 0, 0, 0, 0, 0]), chunk('ANMF', [1, 2, 3])];
    const secret = ascii(SECRET);
    const loud = webp(
      vp8x(0x3e),
      chunk('ICCP', secret),
      ...frames,
      chunk('EXIF', secret),
      chunk('XMP ', secret),
      chunk('ABCD', secret),
    );
    expect(isAnimated('image/webp', loud)).toBe(true);
    expect(bareAnimation('image/webp', loud)).toEqual(webp(vp8x(0x12), ...frames));
  });

  it('MED-18 keeps the frames of an APNG and leaves out text, time, EXIF and what follows its end', () => {
    const secret = ascii(SECRET);
    const kept = [
      ihdr,
      pngChunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]),
      pngChunk('fcTL', [1]),
      pngChunk('IDAT', [1]),
      pngChunk('fdAT', [2]),
    ];
    const end = pngChunk('IEND', []);
    const loud = png(
      ...kept,
      pngChunk('tEXt', secret),
      pngChunk('eXIf', secret),
      pngChunk('iTXt', secret),
      end,
      secret,
    );
    expect(isAnimated('image/png', loud)).toBe(true);
    expect(bareAnimation('image/png', loud)).toEqual(png(...kept, end));
  });

  it('MED-18 a picture of one frame does not move', () => {
    expect(isAnimated('image/gif', gif(control, frame(0, 4)))).toBe(false);
    expect(isAnimated('image/webp', webp(vp8x(0), chunk('VP8 ', [1, 2])))).toBe(false);
    expect(isAnimated('image/png', png(ihdr, pngChunk('IDAT', [1]), pngChunk('IEND', [])))).toBe(false);
    expect(isAnimated('image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff))).toBe(false);
  });

  it('MED-18 parts that do not add up are refused, and nothing ever throws', () => {
    expect(bareAnimation('image/gif', gif(frame(0, 4)).subarray(0, 30))).toBeNull();
    expect(bareAnimation('image/webp', webp(chunk('ANIM', [1, 2])))).toBeNull();
    const types = ['image/gif', 'image/webp', 'image/png', 'image/jpeg'] as const;
    const whole = [
      gif(loop, frame(0, 4), frame(0, 4)),
      webp(vp8x(2), chunk('ANIM', [1])),
      png(ihdr, pngChunk('IEND', [])),
    ];
    fc.assert(
      fc.property(fc.nat(2), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 }), (which, flips) => {
        const bytes = Uint8Array.from(whole[which] ?? []);
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        for (const type of types) {
          isAnimated(type, bytes);
          const bare = bareAnimation(type, bytes);
          expect(bare === null || bare.length <= bytes.length + 1).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('readPictureHeader', () => {
  it('MED-20 the size of a GIF is that of its largest frame', () => {
    const header = readPictureHeader(gif(frame(10, 200), frame(0, 4)));
    expect(header).toEqual({ ok: true, value: { type: 'image/gif', width: 210, height: 2 } });
  });
});

describe('createPicturePreparer', () => {
  it('MED-21 makes one picture ready after another', async () => {
    const begun: (() => void)[] = [];
    const preparer = createPicturePreparer({
      ask: (() =>
        new Promise((resolve) =>
          begun.push(() => resolve({ ok: false, error: { code: 'picture-unreadable', message: '' } })),
        )) as never,
    });
    const file = new Blob([gif(control, frame(0, 4))]);
    const both = [preparer.preparePicture(file), preparer.preparePicture(file)];
    await expect.poll(() => begun.length).toBe(1);
    begun[0]?.();
    await both[0];
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.();
    expect((await both[1])?.ok).toBe(false);
  });
});
