import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { BLOB_CHUNK_BYTES, blobIdPreimage } from '../../src/shared/blob.ts';
import { packProgram } from './packProgram.mjs';

const programs = fileURLToPath(new URL('../../resources/mini-programs', import.meta.url));

/** Where the app's page finds its own programs: below its own address. */
const PLACE = 'mini-programs';

/**
 * Our own programs, packed, and a list of what they are called.
 *
 * @returns {Promise<{ readonly name: string, readonly bytes: Uint8Array | string }[]>}
 */
export async function shelfFiles() {
  const folders = readdirSync(programs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isProgram(entry.name))
    .map(({ name }) => name)
    .toSorted();
  const files = [];
  const list = [];
  for (const folder of folders) {
    const bytes = await packProgram(join(programs, folder));
    files.push({ name: `${folder}.xdc`, bytes });
    list.push(entryOf(folder, bytes));
  }
  return [...files, { name: 'index.json', bytes: JSON.stringify(list) }];
}

/**
 * What is only begun is left out, so that the rest of the app can be built meanwhile.
 *
 * @param {string} folder
 */
function isProgram(folder) {
  return ['manifest.toml', 'index.html', 'src/main.ts'].every((name) => existsSync(join(programs, folder, name)));
}

/**
 * @param {string} folder
 * @param {Uint8Array} bytes as packed
 */
function entryOf(folder, bytes) {
  const manifest = parse(readFileSync(join(programs, folder, 'manifest.toml'), 'utf8'));
  const table = manifest['banyan'];
  const banyan = typeof table === 'object' && !Array.isArray(table) && !(table instanceof Date) ? table : {};
  const icon = join(programs, folder, 'icon.png');
  return {
    id: banyan['id'] ?? folder,
    file: `${folder}.xdc`,
    name: manifest['name'] ?? folder,
    description: banyan['description'] ?? null,
    icon: existsSync(icon) ? readFileSync(icon).toString('base64') : null,
    size: bytes.length,
    package: blobIdOf(bytes),
  };
}

/**
 * The id the app knows a file of these bytes by (BLB-2): whatever else is called so, or looks so, has another.
 *
 * @param {Uint8Array} bytes
 */
function blobIdOf(bytes) {
  const hashes = [];
  for (let at = 0; at < bytes.length; at += BLOB_CHUNK_BYTES)
    hashes.push(
      createHash('sha256')
        .update(bytes.subarray(at, at + BLOB_CHUNK_BYTES))
        .digest(),
    );
  return createHash('sha256')
    .update(blobIdPreimage(bytes.length, Buffer.concat(hashes)))
    .digest('base64url');
}

/**
 * Puts our own mini programs beside the app's page: packed with the build, and on demand while one develops.
 *
 * @returns {import('vite').Plugin}
 */
export function programShelf() {
  return {
    name: 'banyan-program-shelf',
    async generateBundle() {
      for (const { name, bytes } of await shelfFiles())
        this.emitFile({ type: 'asset', fileName: `${PLACE}/${name}`, source: bytes });
    },
    configureServer(server) {
      server.middlewares.use(`/${PLACE}`, (request, response, next) => {
        const answer = async () => {
          try {
            const found = (await shelfFiles()).find(({ name }) => `/${name}` === request.url);
            if (found === undefined) next();
            else response.end(found.bytes);
          } catch (cause) {
            next(cause);
          }
        };
        void answer();
      });
    },
  };
}
