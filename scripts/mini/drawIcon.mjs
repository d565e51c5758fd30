import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { findBrowser, findPlaywrightBrowser } from '../setup/browser.mjs';
import { runScript } from '../setup/failure.mjs';

/** Pixels each way: a home screen's icon at twice its size. */
const SIDE = 256;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * Draws an SVG in a page and gives its pixels, RGBA row by row.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} drawing
 * @returns {Promise<number[]>}
 */
function pixelsOf(page, drawing) {
  return page.evaluate(`(async () => {
    const picture = new Image(${SIDE}, ${SIDE});
    picture.src = 'data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}';
    await picture.decode();
    const pen = new OffscreenCanvas(${SIDE}, ${SIDE}).getContext('2d');
    pen.drawImage(picture, 0, 0, ${SIDE}, ${SIDE});
    return [...pen.getImageData(0, 0, ${SIDE}, ${SIDE}).data];
  })()`);
}

/**
 * Pixels as a PNG. Flat drawings are smallest without filters, by a quarter: a card carries its icon, and has room for 12 KiB.
 *
 * @param {readonly number[]} pixels
 */
function encodePng(pixels) {
  const rows = Array.from({ length: SIDE }, (_, row) => [0, ...pixels.slice(row * SIDE * 4, (row + 1) * SIDE * 4)]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  // Eight bits a colour, with transparency.
  head.set([8, 6], 8);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Draws `icon.png` from `icon.svg` in each folder named on the command line. */
await runScript(async () => {
  const found = findBrowser();
  const executablePath = 'path' in found ? found.path : await findPlaywrightBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--disable-gpu', '--force-color-profile=srgb'],
  });
  try {
    const page = await browser.newPage();
    for (const folder of process.argv.slice(2)) {
      const drawing = readFileSync(join(resolve(folder), 'icon.svg'), 'utf8');
      writeFileSync(join(resolve(folder), 'icon.png'), encodePng(await pixelsOf(page, drawing)));
    }
  } finally {
    await browser.close();
  }
  return 0;
});
