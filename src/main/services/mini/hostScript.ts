import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import type { HostScript } from './programHandler.ts';

/** Which built file a script is made of. */
const CLIENT_FILES: Readonly<Record<HostScript, string>> = { 'webxdc.js': 'webxdc.cjs', 'banyan.js': 'banyan.cjs' };

/** A value as JSON that ends no script, comment or line, wherever it is put. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The script of ours that a program loads: the client of the bridge, and who the person is in this program. `directory` has the built
 * clients. `banyan.js` is there only for who declared something under `[banyan]`. Rejects when the client was not built.
 */
export async function readHostScript(name: HostScript, self: ProgramSelf, directory: string): Promise<string | null> {
  if (name === 'banyan.js' && self.banyan === null) return null;
  const client = await readFile(join(directory, CLIENT_FILES[name]), 'utf8');
  return `(() => {\nconst SELF = ${scriptJson(self)};\n${client}\n})();\n`;
}
