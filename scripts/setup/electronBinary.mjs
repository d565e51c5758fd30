import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './command.mjs';
import { fieldOf, readJson, readText } from './json.mjs';
import { root } from './root.mjs';

const packageFolder = join(root, 'node_modules/electron');
const failureNote = join(root, 'node_modules/.cache/banyan/electron-fetch-failed.json');
const dayMs = 24 * 60 * 60 * 1000;

/** @param {NodeJS.Platform} platform */
export function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Whether what is unpacked in the package's folder is the version asked for. @param {string} folder */
function isUnpacked(folder) {
  const wanted = fieldOf(readJson(join(folder, 'package.json')), 'version');
  return wanted !== undefined && readText(join(folder, 'dist/version'))?.trim().replace(/^v/, '') === wanted;
}

/**
 * The Electron program, if it is on this machine: in ELECTRON_OVERRIDE_DIST_PATH, else unpacked in node_modules in the
 * version asked for. Never downloads.
 *
 * @param {{ folder: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform }} [where]
 * @returns {string | undefined}
 */
export function findElectron(where = { folder: packageFolder, env: process.env, platform: process.platform }) {
  const override = where.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (override === '' && !isUnpacked(where.folder)) return undefined;
  const name = readText(join(where.folder, 'path.txt'))?.trim() ?? executableName(where.platform);
  const path = join(override === '' ? join(where.folder, 'dist') : override, name);
  return existsSync(path) ? path : undefined;
}

/**
 * Whether a download that failed at `failedAt` is recent enough not to be tried again.
 *
 * @param {number | undefined} failedAt
 * @param {number} now
 */
export function isFailureRecent(failedAt, now) {
  return failedAt !== undefined && failedAt <= now && now - failedAt < dayMs;
}

function rememberedFailure() {
  const at = fieldOf(readJson(failureNote), 'at');
  return typeof at === 'number' ? at : undefined;
}

/** Whether the place Electron comes from answers at all. Behind a proxy that is not asked, since fetch knows none. */
async function canReachDownload() {
  if (process.env['ELECTRON_GET_USE_PROXY'] !== undefined) return true;
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

async function download() {
  // Out of reach, a copy in Electron's own cache is still unpacked; that takes seconds.
  const limitSeconds = (await canReachDownload()) ? 600 : 20;
  console.log('▸ Fetching Electron (about 110 MB, once)');
  const result = await runTool('electron/install.js', [], {
    quiet: true,
    waiting: 'still fetching Electron',
    limitSeconds,
  });
  return result.code === 0;
}

/**
 * Electron's program, fetched if it has to be. A failed download is remembered for a day, so that every start is not
 * made slow by it.
 *
 * @param {{ retry: boolean }} options retry: try again although it failed lately
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function ensureElectron({ retry }) {
  const found = findElectron();
  if (found !== undefined) return { path: found };
  if (!retry && isFailureRecent(rememberedFailure(), Date.now())) {
    return { missing: 'Electron could not be fetched lately (`npm start -- --electron` tries again)' };
  }
  const isFetched = await download();
  const path = isFetched ? findElectron() : undefined;
  if (path !== undefined) {
    rmSync(failureNote, { force: true });
    return { path };
  }
  mkdirSync(dirname(failureNote), { recursive: true });
  writeFileSync(failureNote, JSON.stringify({ at: Date.now() }));
  return { missing: 'Electron is not here and could not be fetched' };
}
