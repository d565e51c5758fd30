import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { currentPrefix, installFromSystem } from './systemPackages.mjs';

/** Where system packages put servers, which is not always in a user's PATH. */
const usual = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * The NATS server of this machine: what NATS_SERVER_PATH names, else an installed one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(path: string) => boolean} [exists]
 * @returns {string | undefined} its path
 */
export function findNatsServer(env = process.env, exists = existsSync) {
  const named = env['NATS_SERVER_PATH'] ?? '';
  if (named !== '') return exists(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...folders, ...usual].map((folder) => join(folder, 'nats-server')).find(exists);
}

/** Installs the NATS server where it is missing and this run may change the system; its tests are skipped without it. */
export async function ensureNatsServer() {
  if (findNatsServer() !== undefined) return;
  const prefix = await currentPrefix();
  if (prefix !== undefined) await installFromSystem('nats-server', prefix);
  if (findNatsServer() !== undefined) return;
  console.log('  No nats-server is installed: tests of signaling between nodes are skipped.');
}
