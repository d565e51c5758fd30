/** What the answers with the app's pages and with those of mini programs have in common. */

/** Features of Chromium's Permissions-Policy that nobody here has a use for. Names it does not know are left out: they only make noise. */
const FEATURES_OFF = [
  'accelerometer',
  'browsing-topics',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
] as const;

/** The features of a page beside those that no page here has. */
export interface PageFeatures {
  /** What it uses itself, and nobody it frames. */
  readonly own: readonly string[];
  /** What is shut in it, too. */
  readonly off: readonly string[];
}

/** Shuts pages off from others, and says what features they have. */
export function pageHeaders({ own, off }: PageFeatures): Record<string, string> {
  const shut = [...FEATURES_OFF, ...off].toSorted();
  return {
    'Permissions-Policy': [...own.map((name) => `${name}=(self)`), ...shut.map((name) => `${name}=()`)].join(', '),
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  };
}
