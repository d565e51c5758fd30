import { existsSync } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => boolean} exists
 */

/** @returns {Machine} */
export function thisMachine() {
  return { platform: process.platform, env: process.env, exists: existsSync };
}

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** @param {Machine} machine @returns {string[]} */
function linuxPlaces({ env }) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const usual = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/var/lib/flatpak/exports/bin'];
  const all = [...new Set([...folders, ...usual])];
  return linuxNames.flatMap((name) => all.map((folder) => posix.join(folder, name)));
}

/** @param {Machine} machine @returns {string[]} */
function macPlaces({ env }) {
  const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
  const folders = ['/Applications', posix.join(env['HOME'] ?? '', 'Applications')];
  return apps.flatMap((app) => folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`));
}

/** @param {Machine} machine @returns {string[]} */
function windowsPlaces({ env }) {
  const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (folder) => folder !== undefined,
  );
  const inside = [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return inside.flatMap((path) => folders.map((folder) => win32.join(folder, path)));
}

/**
 * Where an installed Chromium, Chrome or Edge may be, best first.
 *
 * @param {Machine} machine
 * @returns {string[]}
 */
export function browserPlaces(machine) {
  if (machine.platform === 'darwin') return macPlaces(machine);
  return machine.platform === 'win32' ? windowsPlaces(machine) : linuxPlaces(machine);
}

/**
 * The browser to use: what CHROMIUM_PATH names, else an installed one.
 *
 * @param {Machine} [machine]
 * @returns {{ path: string } | { missing: string }} `missing` says why there is none
 */
export function findBrowser(machine = thisMachine()) {
  const named = machine.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    return machine.exists(named) ? { path: named } : { missing: `CHROMIUM_PATH names ${named}, which does not exist.` };
  }
  const path = browserPlaces(machine).find(machine.exists);
  return path === undefined ? { missing: 'No Chromium, Chrome or Edge is installed in the usual places.' } : { path };
}

/**
 * The Chromium that Playwright downloaded, if any.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findPlaywrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
}
