import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InlineConfig, type Rolldown, build } from 'vite';
import { sourceAliases } from '../../../aliases.config.ts';
import { root } from '../../setup/root.mjs';

/** What programs see in place of the browser's own language and look; null: the browser's own. */
export interface Surroundings {
  readonly language: string | null;
  readonly look: 'light' | 'dark' | null;
  /** Lays pages out from right to left, where they do not set a direction themselves later. */
  readonly isMirrored: boolean;
}

/** What the kit serves beside the program. */
export interface KitAssets {
  /** Files of the page around the programs, by path. */
  readonly page: ReadonlyMap<string, Uint8Array>;
  /** Where the host finds the scripts that programs load. */
  readonly clientDirectory: string;
  /** What programs see from their next load on. */
  pretend(surroundings: Surroundings): Promise<void>;
  dispose(): Promise<void>;
}

type Client = 'webxdc' | 'banyan';

/** Builds page and scripts of the sources as they are now. */
export async function buildKitAssets(): Promise<KitAssets> {
  const clientDirectory = await mkdtemp(join(tmpdir(), 'banyan-mini-'));
  const [page, webxdc, banyan] = await Promise.all([buildPage(), buildClient('webxdc'), buildClient('banyan')]);
  const write = async (name: Client, code: string) => writeFile(join(clientDirectory, `${name}.cjs`), code);
  const pretend = (surroundings: Surroundings) =>
    write('webxdc', `const KIT = ${JSON.stringify(surroundings)};\n${webxdc}`);
  await mkdir(clientDirectory, { recursive: true });
  await write('banyan', banyan);
  await pretend({ language: null, look: null, isMirrored: false });
  return {
    page,
    clientDirectory,
    pretend,
    dispose: () => rm(clientDirectory, { recursive: true, force: true }),
  };
}

async function outputOf(config: InlineConfig): Promise<readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]> {
  const built = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: sourceAliases, conditions: ['browser', 'module', 'import', 'default'] },
    ...config,
    build: { write: false, target: 'chrome152', modulePreload: { polyfill: false }, ...config.build },
  });
  if (!('output' in built)) throw new Error('one bundle was expected');
  return built.output;
}

async function buildPage(): Promise<Map<string, Uint8Array>> {
  const output = await outputOf({ root: join(root, 'scripts/mini/page') });
  // What loads a page again whose own script did not come is the app's.
  const again = ['again.js', await readFile(join(root, 'src/renderer/public/again.js'))] as const;
  const files = output.map(
    (file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)] as const,
  );
  return new Map<string, Uint8Array>([again, ...files]);
}

/** The host's own client, with what tells the kit before it. */
async function buildClient(name: Client): Promise<string> {
  const input = name === 'webxdc' ? 'scripts/mini/client/reportingWebxdc.ts' : 'src/mini/client/banyan.ts';
  const [script] = await outputOf({
    root,
    build: { rolldownOptions: { input: join(root, input), output: { format: 'iife' } } },
  });
  if (script?.type !== 'chunk') throw new Error('one script was expected');
  return script.code;
}
