import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { currentPrefix, installFromSystem } from './systemPackages.mjs';

/** Where system packages put servers, which is not always in a user's PATH. */
const usual = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin'];

/**
 * The TURN server of this machine (coturn): what TURN_SERVER_PATH names, else an installed one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(path: string) => boolean} [exists]
 * @returns {string | undefined} its path
 */
export function findTurnServer(env = process.env, exists = existsSync) {
  const named = env['TURN_SERVER_PATH'] ?? '';
  if (named !== '') return exists(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders, ...usual].map((folder) => join(folder, 'turnserver')).find(exists);
}

/** Installs coturn where it is missing and this run may change the system; its tests are skipped without it. */
export async function ensureTurnServer() {
  if (findTurnServer() !== undefined) return;
  const prefix = await currentPrefix();
  if (prefix !== undefined) await installFromSystem('coturn', prefix);
  if (findTurnServer() !== undefined) return;
  console.log('  No coturn is installed: tests of STUN and TURN servers are skipped.');
}
