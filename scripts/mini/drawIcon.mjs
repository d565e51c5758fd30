import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser, findPlaywrightBrowser } from '../setup/browser.mjs';
import { runScript } from '../setup/failure.mjs';

/** Pixels each way: a home screen's icon at twice its size. */
const SIDE = 256;

/** Draws `icon.png` from `icon.svg` in each folder named on the command line. */
await runScript(async () => {
  const found = findBrowser();
  const executablePath = 'path' in found ? found.path : await findPlaywrightBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--disable-gpu', '--force-color-profile=srgb'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
    for (const folder of process.argv.slice(2)) {
      const drawing = readFileSync(join(resolve(folder), 'icon.svg'), 'utf8');
      await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
      await page.screenshot({ path: join(resolve(folder), 'icon.png'), omitBackground: true });
    }
  } finally {
    await browser.close();
  }
  return 0;
});
