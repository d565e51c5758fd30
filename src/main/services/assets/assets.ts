import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { systemCode } from '../files/files.ts';

/** Answers requests for the built renderer. It never rejects; whatever is not a file of the directory is a 404. */
export type AssetHandler = (request: Request) => Promise<Response>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.xdc': 'application/octet-stream',
};

/** Vite puts a hash of the content into these names: what such a name means never changes. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Serves the files of `directory` (`/` is `index.html`) with `headers` on every answer, refusals included.
 * A link inside the directory that leads out of it is not followed.
 */
export function createAssetHandler(options: {
  readonly directory: string;
  readonly headers: Readonly<Record<string, string>>;
}): AssetHandler {
  const { directory, headers } = options;
  const refuse = (status: number, extra: Record<string, string> = {}) =>
    new Response(`${status}\n`, {
      status,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...extra },
    });
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
    const pathname = assetPath(request.url);
    if (pathname === null) return refuse(404);
    try {
      const bytes = await readContained(directory, pathname);
      if (bytes === null) return refuse(404);
      const head = { ...headers, ...describeAsset(pathname), 'Content-Length': String(bytes.length) };
      return new Response(request.method === 'HEAD' ? null : bytes, { headers: head });
    } catch {
      return refuse(500);
    }
  };
}

function describeAsset(pathname: string): Record<string, string> {
  return {
    'Content-Type': TYPES[extname(pathname)] ?? 'application/octet-stream',
    'Cache-Control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** The decoded path, or null when it is not one a built file can have. */
function assetPath(url: string): string | null {
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (pathname === '/') return '/index.html';
  const parts = pathname.slice(1).split('/');
  const isPlain = parts.every((part) => /^[A-Za-z0-9_@+~()' .-]+$/.test(part) && !/^\.|[. ]$/.test(part));
  return pathname.startsWith('/') && isPlain ? pathname : null;
}

/** Reads a file inside `directory`; null when there is none or its real path lies outside. */
async function readContained(directory: string, pathname: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const root = await realpath(directory);
    const path = await realpath(join(root, pathname));
    if (!path.startsWith(root + sep)) return null;
    const handle = await open(path, 'r');
    try {
      if (!(await handle.stat()).isFile()) return null;
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'].includes(systemCode(cause))) return null;
    throw cause;
  }
}
