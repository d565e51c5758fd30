import { findBrowser, findPlaywrightBrowser } from '../../../scripts/setup/browser.mjs';

/**
 * The Chromium that tests and benchmarks drive: CHROMIUM_PATH, an installed one, or Playwright's download.
 *
 * @throws when there is none, with what to do
 */
export async function browserPath(): Promise<string> {
  const found = findBrowser();
  if ('path' in found) return found.path;
  const downloaded = await findPlaywrightBrowser();
  if (downloaded !== undefined) return downloaded;
  throw new Error(`${found.missing} Run \`npm test\`, which fetches one, or set CHROMIUM_PATH.`);
}

/**
 * Arguments for every Chromium a test or a benchmark starts. Playwright switches storage partitioning off, which breaks
 * storage inside frames of another origin; a later list of features replaces its own.
 */
export const browserArguments: readonly string[] = [
  '--disable-features=HttpsUpgrades,MediaRouter,PaintHolding,DestroyProfileOnBrowserClose,LensOverlay',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
