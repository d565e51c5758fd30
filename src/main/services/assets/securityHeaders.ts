/** What the page may do, said by the host on every answer. Both editions send exactly these. */
import { pageHeaders } from './pageHeaders.ts';

/** Style sheets that React Aria adds to the page itself, by the hash of their text (tested against the package). */
const LIBRARY_STYLES = ["'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"] as const;

/** Features the app itself uses: the camera reads QR codes, the microphone makes voice notes, the clipboard takes and gives invite links. It needs no others. */
const FEATURES = {
  own: ['camera', 'clipboard-read', 'clipboard-write', 'microphone'],
  // Not `sync-xhr`: what is off here is off in the frames of programs, and standing still is done by it (MPH-30).
  off: ['autoplay', 'gamepad'],
} as const;

/** What differs between those who send the headers. */
export interface SecurityHeaderOptions {
  /** Lets a Vite dev server's inline start script and style elements run; never set it in a build. */
  readonly development?: boolean;
  /** Where mini programs may be framed from; nowhere, where they are not shown in frames. */
  readonly frames?: string;
}

/** Headers for every answer that carries the app. */
export function securityHeaders(options: SecurityHeaderOptions = {}): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(options),
    ...pageHeaders(FEATURES),
  };
}

function contentSecurityPolicy({ development, frames }: SecurityHeaderOptions): string {
  const isDevelopment = development === true;
  const inline = isDevelopment ? " 'unsafe-inline'" : '';
  // A hash switches 'unsafe-inline' off, so development goes without the hashes.
  const styles = isDevelopment ? inline : ` ${LIBRARY_STYLES.join(' ')}`;
  return [
    "default-src 'none'",
    `script-src 'self'${inline}`,
    `style-src 'self'${styles}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    // Signaling services are a setting: the person may name any.
    "connect-src 'self' ws: wss:",
    "font-src 'self'",
    "worker-src 'self' blob:",
    ...(frames === undefined ? [] : [`frame-src ${frames}`]),
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
