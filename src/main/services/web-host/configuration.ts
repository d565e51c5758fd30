import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { makePrivateDirectory, replaceFile, systemCode } from '../files/files.ts';

/** The port of a data directory that has none yet. */
export const DEFAULT_PORT = 4780;

const configurationSchema = v.strictObject({
  port: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(65_535)),
});

/** The port kept with the data, null before the first start. Throws when the file is there but can't be understood. */
export async function readStoredPort(dataDir: string): Promise<number | null> {
  try {
    return v.parse(configurationSchema, JSON.parse(await readFile(configurationPath(dataDir), 'utf8'))).port;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null;
    throw new Error(`${configurationPath(dataDir)} can not be read as this host's configuration`, { cause });
  }
}

/** Keeps the port: the app's database in the browser hangs on it. */
export async function storePort(dataDir: string, port: number): Promise<void> {
  await makePrivateDirectory(dataDir);
  await replaceFile(configurationPath(dataDir), Buffer.from(`${JSON.stringify({ port })}\n`));
}

function configurationPath(dataDir: string): string {
  return join(dataDir, 'host.json');
}

/** Where a program of this platform keeps its data; apart from the desktop edition's, whose secrets are wrapped otherwise. */
export function defaultDataDir(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = homedir();
  const base =
    platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'));
  return join(base, 'Banyan', 'browser');
}
