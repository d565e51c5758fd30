import { extname } from 'node:path/posix';

const TEXT = '; charset=utf-8';

/** Types by the ending of a name. A type that is not here is given out as bytes to be saved: nothing is guessed. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': `text/html${TEXT}`,
  '.htm': `text/html${TEXT}`,
  '.xhtml': `application/xhtml+xml${TEXT}`,
  '.js': `text/javascript${TEXT}`,
  '.mjs': `text/javascript${TEXT}`,
  '.cjs': `text/javascript${TEXT}`,
  '.css': `text/css${TEXT}`,
  '.json': `application/json${TEXT}`,
  '.map': `application/json${TEXT}`,
  '.webmanifest': `application/manifest+json${TEXT}`,
  '.xml': `text/xml${TEXT}`,
  '.txt': `text/plain${TEXT}`,
  '.md': `text/plain${TEXT}`,
  '.csv': `text/csv${TEXT}`,
  '.toml': `text/plain${TEXT}`,
  '.vtt': `text/vtt${TEXT}`,
  '.glsl': `text/plain${TEXT}`,
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.apng': 'image/apng',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.weba': 'audio/webm',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.webm': 'video/webm',
  '.ogv': 'video/ogg',
  '.mov': 'video/quicktime',
};

/** The headers that say what a file is. A PDF has no type here on purpose: its viewer runs outside the policy. */
export function describeFile(path: string): Record<string, string> {
  const type = TYPES[extname(path).toLowerCase()];
  if (type !== undefined) return { 'Content-Type': type };
  return { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment' };
}
