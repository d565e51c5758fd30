import { lastLines, run, runTool } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { findBrowser, findPlaywrightBrowser } from './browser.mjs';
import { currentPrefix, installFromSystem } from './systemPackages.mjs';

/** @param {string} path */
async function starts(path) {
  return (await run(path, ['--version'], { quiet: true, limitSeconds: 30 })).code === 0;
}

async function downloadWithPlaywright() {
  console.log('▸ Fetching Chromium with Playwright (about 170 MB, once)');
  const result = await runTool('@playwright/test/cli.js', ['install', 'chromium'], {
    quiet: true,
    waiting: 'still fetching Chromium',
    limitSeconds: 900,
  });
  const path = await findPlaywrightBrowser();
  if (path === undefined) console.log(`  That did not work:\n${lastLines(result.output, 3)}`);
  return path;
}

/** @param {string} path @param {readonly string[] | undefined} prefix */
async function startsOrRepaired(path, prefix) {
  if (await starts(path)) return true;
  if (prefix === undefined) return false;
  console.log('▸ Installing the system libraries Chromium needs');
  await runTool('@playwright/test/cli.js', ['install-deps', 'chromium'], {
    quiet: true,
    waiting: 'still installing libraries',
    limitSeconds: 900,
  });
  return starts(path);
}

/**
 * A Chromium the tests can drive: CHROMIUM_PATH, an installed one, Playwright's download, or, where this run may change
 * the system (root, or CI with sudo), the system's package.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureTestBrowser() {
  const found = findBrowser();
  if ('path' in found) return found.path;
  if ((process.env['CHROMIUM_PATH'] ?? '') !== '')
    throw new SetupFailure(found.missing, 'correct CHROMIUM_PATH, or unset it.');
  const prefix = await currentPrefix();
  const downloaded = (await findPlaywrightBrowser()) ?? (await downloadWithPlaywright());
  if (downloaded !== undefined && (await startsOrRepaired(downloaded, prefix))) return downloaded;
  if (prefix !== undefined) await installFromSystem('chromium', prefix);
  const installed = findBrowser();
  if ('path' in installed && (await starts(installed.path))) return installed.path;
  throw new SetupFailure(
    `The end-to-end tests need a Chromium. ${found.missing}`,
    'install Chromium or Chrome, or set CHROMIUM_PATH to one, and run the command again.',
  );
}
