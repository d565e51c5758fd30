/** Pictures for tests: drawn by a browser, with what a camera writes into a file planted by hand. */
import type { Page } from '@playwright/test';

/** What a camera's file says, and must never go along. */
export const SECRET_PLACE = 'GPS-52.520008-13.404954';
const SECRET_CAMERA = 'Banyan Test Camera 3000';

/** Draws a picture in a page and gives it as a file of a type. */
export async function drawPicture(
  page: Page,
  size: { readonly width: number; readonly height: number; readonly type?: 'image/jpeg' | 'image/png' },
): Promise<Buffer> {
  const { width, height, type = 'image/jpeg' } = size;
  const base64 = await page.evaluate(
    `(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = ${width};
      canvas.height = ${height};
      const pen = canvas.getContext('2d');
      const sky = pen.createLinearGradient(0, 0, 0, ${height});
      sky.addColorStop(0, '#f5b04c');
      sky.addColorStop(0.55, '#e8684a');
      sky.addColorStop(1, '#35405f');
      pen.fillStyle = sky;
      pen.fillRect(0, 0, ${width}, ${height});
      pen.fillStyle = '#fff3cf';
      pen.beginPath();
      pen.arc(${width} * 0.7, ${height} * 0.38, ${height} * 0.11, 0, 7);
      pen.fill();
      for (const [shade, top] of [['#2b3a5a', 0.62], ['#1f2c45', 0.72], ['#141d30', 0.84]]) {
        pen.fillStyle = shade;
        pen.beginPath();
        pen.moveTo(0, ${height});
        for (let x = 0; x <= 40; x += 1) {
          pen.lineTo((x / 40) * ${width}, (top + 0.05 * Math.sin(x * 0.7 + top * 40)) * ${height});
        }
        pen.lineTo(${width}, ${height});
        pen.fill();
      }
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, '${type}', 0.9));
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    })()`,
  );
  return Buffer.from(String(base64), 'base64');
}

/** The same JPEG with EXIF (turned by a quarter, camera, place), XMP and a comment in it, as a phone writes them. */
export function withMetadata(jpeg: Buffer): Buffer {
  const exif = exifSegment();
  const xmp = segment(
    0xe1,
    Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET_PLACE}</x:xmpmeta>`, 'latin1'),
  );
  const comment = segment(0xfe, Buffer.from(`${SECRET_CAMERA} ${SECRET_PLACE}`, 'latin1'));
  return Buffer.concat([
    jpeg.subarray(0, 2),
    exif,
    xmp,
    comment,
    jpeg.subarray(2),
    Buffer.from(SECRET_PLACE, 'latin1'),
  ]);
}

/** What of it is found in bytes that came over. */
export function metadataIn(bytes: Buffer): readonly string[] {
  const marks = ['Exif', 'EXIF', 'XMP ', 'xmpmeta', 'ICCP', 'ICC_PROFILE', 'Camera', 'GPS', '13.404954', 'http://ns.'];
  return marks.filter((mark) => bytes.includes(Buffer.from(mark, 'latin1')));
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** TIFF with make, orientation 6 (turn by 90° to the right) and a GPS table. */
function exifSegment(): Buffer {
  const make = Buffer.from(`${SECRET_CAMERA}\0`, 'latin1');
  const place = Buffer.from(`${SECRET_PLACE}\0`, 'latin1');
  const entries = 3;
  const dataAt = 8 + 2 + entries * 12 + 4;
  const gpsAt = dataAt + make.length + (make.length % 2);
  const gpsDataAt = gpsAt + 2 + 12 + 4;
  const tiff = Buffer.alloc(gpsDataAt + place.length);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(entries, 8);
  const entry = (at: number, [tag = 0, type = 0, count = 0, value = 0]: readonly number[]) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    if (type === 3) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  entry(10, [0x010f, 2, make.length, dataAt]);
  entry(22, [0x0112, 3, 1, 6]);
  entry(34, [0x8825, 4, 1, gpsAt]);
  make.copy(tiff, dataAt);
  tiff.writeUInt16BE(1, gpsAt);
  entry(gpsAt + 2, [0x001d, 2, place.length, gpsDataAt]);
  place.copy(tiff, gpsDataAt);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}
