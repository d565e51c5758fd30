import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runNpm } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { fieldOf, isRecord, readJson } from './json.mjs';
import { root } from './root.mjs';

/** @typedef {Record<string, unknown>} LockedPackages the `packages` of a lock file, by path */

/** @param {unknown} entry */
const mayBeMissing = (entry) => fieldOf(entry, 'optional') === true || fieldOf(entry, 'devOptional') === true;

/**
 * Whether what npm says it installed is what the lock file asks for. Optional packages may be missing, since most are
 * for other platforms.
 *
 * @param {LockedPackages} wanted     of package-lock.json
 * @param {LockedPackages} installed  of node_modules/.package-lock.json, which npm writes last
 */
export function matchesLock(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const have = installed[path];
    return have === undefined ? mayBeMissing(entry) : fieldOf(have, 'version') === fieldOf(entry, 'version');
  });
}

function isInstalled() {
  const installed = fieldOf(readJson(join(root, 'node_modules/.package-lock.json')), 'packages');
  const wanted = fieldOf(readJson(join(root, 'package-lock.json')), 'packages');
  return isRecord(installed) && isRecord(wanted) && matchesLock(wanted, installed);
}

/** Installs exactly what package-lock.json says, if that is not already there. No package's install script is run. */
export async function ensurePackages() {
  if (isInstalled()) return;
  const isFirst = !existsSync(join(root, 'node_modules'));
  console.log(
    isFirst ? '▸ Installing packages (about a minute the first time)' : '▸ Packages changed: installing again',
  );
  const result = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    quiet: true,
    waiting: 'still installing packages',
  });
  if (result.code === 0) return;
  console.error(lastLines(result.output));
  throw new SetupFailure(
    'npm could not install the packages (its last lines are above).',
    'check the network and the npm registry (`npm ping`), then run the command again.',
  );
}
