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

const withoutFeatures = ['HttpsUpgrades', 'MediaRouter', 'PaintHolding', 'DestroyProfileOnBrowserClose', 'LensOverlay'];
/** Pages that Chromium keeps ready behind its address bar, in a process of their own: half of the work of its start. */
const addressBarPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

const withoutThese = (features: readonly string[]): readonly string[] => [
  `--disable-features=${features.join(',')}`,
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Arguments for every Chromium a benchmark starts, so that its figures are those of a browser as people have it. Playwright switches storage
 * partitioning off, which breaks storage inside frames of another origin; a later list of features replaces its own.
 */
export const browserArguments = withoutThese(withoutFeatures);

/** Arguments for every Chromium a test starts: the same, without what no test looks at. */
export const testBrowserArguments = withoutThese([...withoutFeatures, ...addressBarPages]);
