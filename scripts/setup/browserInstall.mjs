import { lastLines, run, runTool } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { findBrowser, findPlaywrightBrowser } from './browser.mjs';

/** How each system package manager gets a Chromium, in the order they are looked for. */
const packageManagers = [
  {
    name: 'apt-get',
    steps: [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', 'chromium'],
    ],
  },
  { name: 'dnf', steps: [['dnf', 'install', '-y', 'chromium']] },
  { name: 'apk', steps: [['apk', 'add', '--no-cache', 'chromium']] },
  { name: 'pacman', steps: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  { name: 'zypper', steps: [['zypper', '--non-interactive', 'install', 'chromium']] },
];

/**
 * What has to stand before a system command for it to be allowed: nothing for root, sudo where CI has it without a
 * password, and `undefined` when this run may not touch the system.
 *
 * @param {{ platform: NodeJS.Platform, userId: number | undefined, isCi: boolean, hasSudo: boolean }} facts
 * @returns {readonly string[] | undefined}
 */
export function systemPrefix({ platform, userId, isCi, hasSudo }) {
  if (platform !== 'linux') return undefined;
  if (userId === 0) return [];
  return isCi && hasSudo ? ['sudo', '-n'] : undefined;
}

/** @param {string} path */
async function starts(path) {
  return (await run(path, ['--version'], { quiet: true, limitSeconds: 30 })).code === 0;
}

async function currentPrefix() {
  const isCi = process.env['CI'] === 'true';
  const hasSudo = isCi && (await run('sudo', ['-n', 'true'], { quiet: true, limitSeconds: 10 })).code === 0;
  return systemPrefix({ platform: process.platform, userId: process.getuid?.(), isCi, hasSudo });
}

/** @param {readonly string[]} prefix @param {readonly string[]} step @param {string} waiting */
async function runStep(prefix, step, waiting) {
  const [file, ...args] = [...prefix, ...step];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return file === undefined ? undefined : run(file, args, { quiet: true, waiting, env, limitSeconds: 900 });
}

/** @param {readonly string[]} prefix */
async function installFromSystem(prefix) {
  for (const manager of packageManagers) {
    if ((await run(manager.name, ['--version'], { quiet: true, limitSeconds: 30 })).code !== 0) continue;
    console.log(`▸ Installing Chromium with ${manager.name}`);
    for (const step of manager.steps) {
      const result = await runStep(prefix, step, `still waiting for ${manager.name}`);
      if (result !== undefined && result.code !== 0) console.error(lastLines(result.output));
    }
    return;
  }
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
  if (prefix !== undefined) await installFromSystem(prefix);
  const installed = findBrowser();
  if ('path' in installed && (await starts(installed.path))) return installed.path;
  throw new SetupFailure(
    `The end-to-end tests need a Chromium. ${found.missing}`,
    'install Chromium or Chrome, or set CHROMIUM_PATH to one, and run the command again.',
  );
}
