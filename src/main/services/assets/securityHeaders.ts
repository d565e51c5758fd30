/** What the page may do, said by the host on every answer. Both editions send exactly these. */

/** Style sheets that React Aria adds to the page itself, by the hash of their text (tested against the package). */
const LIBRARY_STYLES = ["'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"] as const;

/** Features of Chromium's Permissions-Policy that the app has no use for. Names it does not know are left out: they only make noise. */
const FEATURES_OFF = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
] as const;

/** Features the app itself uses: the camera reads QR codes, the clipboard takes and gives invite links. */
const FEATURES_OWN = ['camera', 'clipboard-read', 'clipboard-write'] as const;

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
    'Permissions-Policy': permissionsPolicy(),
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
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

function permissionsPolicy(): string {
  return [...FEATURES_OWN.map((name) => `${name}=(self)`), ...FEATURES_OFF.map((name) => `${name}=()`)].join(', ');
}
