import { spawn } from 'node:child_process';
import { findBrowser, thisMachine } from './browser.mjs';

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {number | undefined} userId
 */

/** @returns {Surroundings} */
const here = () => ({ platform: process.platform, env: process.env, userId: process.getuid?.() });

/** Whether there is a screen to open a window on. @param {Surroundings} surroundings */
export function hasScreen({ platform, env }) {
  if (platform !== 'linux') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/**
 * Arguments without which Chromium and Electron do not start here. The sandbox is given up in one case only: as root on
 * Linux in CI, where nobody's data is.
 *
 * @param {Surroundings} [surroundings]
 * @returns {string[]}
 */
export function sandboxArguments({ platform, env, userId } = here()) {
  return platform === 'linux' && userId === 0 && env['CI'] === 'true' ? ['--no-sandbox'] : [];
}

/**
 * The command that opens an address in whatever browser the person has chosen.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} url
 * @returns {{ file: string, args: string[] }}
 */
export function defaultBrowserCommand(platform, url) {
  if (platform === 'darwin') return { file: 'open', args: [url] };
  if (platform === 'win32') return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  return { file: 'xdg-open', args: [url] };
}

/** @param {string} file @param {readonly string[]} args @returns {Promise<boolean>} whether it could be started */
function launch(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/**
 * Opens an address as a window of its own in an installed Chromium, else in the default browser.
 *
 * @param {string} url
 * @returns {Promise<'window' | 'browser' | 'nothing'>} what was opened
 */
export async function openWindow(url) {
  if (!hasScreen(here())) return 'nothing';
  const sandbox = sandboxArguments();
  if (sandbox.length > 0) console.log('  Root in CI: opening the window with --no-sandbox.');
  const browser = findBrowser(thisMachine());
  if ('path' in browser && (await launch(browser.path, [`--app=${url}`, ...sandbox]))) return 'window';
  const { file, args } = defaultBrowserCommand(process.platform, url);
  return (await launch(file, args)) ? 'browser' : 'nothing';
}
